using System.Collections.Immutable;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Values;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Mappers;

/// <summary>The three single checks. Each reads all of its map and rejects what is left over.</summary>
internal static class CheckReader
{
    public static readonly ImmutableArray<string> TimeKeys = ["period", "hour_range", "day_of_week", "timezone"];

    public static Condition? Read(string check, FieldReader fields, int line, int column)
    {
        Condition? read = check switch
        {
            "trait_check" => ReadTrait(fields, line, column),
            "context_check" => ReadContext(fields, line, column),
            _ => TimeWindowReader.Read(fields) is { } window ? new Condition.TimeCheck(line, column, window) : null,
        };
        fields.RejectUnknown();
        return read;
    }

    private static Condition.TraitCheck? ReadTrait(FieldReader fields, int line, int column)
    {
        var path = ExpectPath.One(fields.Need("path"), "path", fields.Faults);
        var comparison = ReadComparison(fields, isContext: false);
        return path is null || comparison is null ? null : new Condition.TraitCheck(line, column, path, comparison);
    }

    private static Condition.ContextCheck? ReadContext(FieldReader fields, int line, int column)
    {
        var node = fields.Need("field");
        var text = Expect.Text(node, "field", fields.Faults);
        var field = text is null ? null : ContextPath.TryParse(text);
        if (text is not null && field is null)
        {
            fields.Faults.Add(new(node!.Line, node.Column, $"field must name a context field ({ContextPath.Rule}), this is '{Expect.Shorten(text)}'"));
        }

        var comparison = ReadComparison(fields, isContext: true);
        return field is null || comparison is null ? null : new Condition.ContextCheck(line, column, field, comparison);
    }

    private static Comparison? ReadComparison(FieldReader fields, bool isContext)
    {
        // A check that names a value and no operator can only mean one thing.
        var hasValue = fields.Map.Find("value") is not null;
        var node = fields.Find("operator", required: !hasValue);
        var value = fields.Take("value");
        var name = node is null && hasValue ? "equals" : Expect.Text(node, "operator", fields.Faults);
        if (name is null)
        {
            return null;
        }

        if (ComparisonOperators.Find(name) is not { } comparison)
        {
            fields.Faults.Add(new(node!.Line, node.Column, $"there is no operator '{Expect.Shorten(name)}'; the operators are {ComparisonOperators.Names}"));
            return null;
        }

        if (comparison.DependsOnMoment && !isContext)
        {
            fields.Faults.Add(new(node!.Line, node.Column, $"{name} looks at the context: it belongs into a context_check"));
            return null;
        }

        // Older files write "exists, value: true" and mean just exists.
        return !comparison.Literal.IsNeeded
            ? new Comparison(comparison, DataValue.Null.Instance)
            : ReadLiteral(fields, name, comparison.Literal, value) is { } literal ? new Comparison(comparison, literal) : null;
    }

    private static DataValue? ReadLiteral(FieldReader fields, string name, LiteralForm form, SourceEntry? value)
    {
        if (value is null or { Value: SourceNode.Scalar { IsPlain: true, Value: "" } })
        {
            var (line, column) = value is null ? (fields.Map.Line, fields.Map.Column) : (value.Line, value.Column);
            fields.Faults.Add(new(line, column, $"the operator {name} needs a value (write null to compare with null)"));
            return null;
        }

        // Nested too deep is said already.
        if (Expect.Data(value.Value, "value", fields.Faults) is not { } literal)
        {
            return null;
        }

        if (form.Fit(literal) is { } fitting)
        {
            return fitting;
        }

        fields.Faults.Add(new(value.Value.Line, value.Value.Column, $"the value of {name} must be {form.Expectation}, this is {Expect.Describe(value.Value)}"));
        return null;
    }
}
