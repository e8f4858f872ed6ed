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

        if (ComparisonOperators.TryParse(name) is not { } comparison)
        {
            fields.Faults.Add(new(node!.Line, node.Column, $"there is no operator '{Expect.Shorten(name)}'; the operators are {ComparisonOperators.Names}"));
            return null;
        }

        if (comparison == ComparisonOperator.WithinMinutes && !isContext)
        {
            fields.Faults.Add(new(node!.Line, node.Column, "within_minutes looks at the context: it belongs into a context_check"));
            return null;
        }

        // Older files write "exists, value: true" and mean just exists.
        return comparison is ComparisonOperator.Exists or ComparisonOperator.NotExists
            ? new Comparison(comparison, DataValue.Null.Instance)
            : ReadLiteral(fields, name, comparison, value) is { } literal ? new Comparison(comparison, literal) : null;
    }

    private static DataValue? ReadLiteral(FieldReader fields, string name, ComparisonOperator comparison, SourceEntry? value)
    {
        if (value is null or { Value: SourceNode.Scalar { IsPlain: true, Value: "" } })
        {
            var (line, column) = value is null ? (fields.Map.Line, fields.Map.Column) : (value.Line, value.Column);
            fields.Faults.Add(new(line, column, $"the operator {name} needs a value (write null to compare with null)"));
            return null;
        }

        var literal = Expect.Data(value.Value, "value", fields.Faults);
        if (comparison == ComparisonOperator.WithinMinutes && literal is DataValue.Text { Value: var text } && NumericText.TryParse(text) is { } minutes)
        {
            literal = DataValue.Of(minutes);
        }

        var expected = (comparison, literal) switch
        {
            (ComparisonOperator.In, not DataValue.List) => "a list",
            (ComparisonOperator.WithinMinutes, not DataValue.Number { Value: >= 0 }) => "a number of minutes, 0 or more",
            _ => null,
        };
        if (expected is null || literal is null)
        {
            return literal;
        }

        fields.Faults.Add(new(value.Value.Line, value.Value.Column, $"the value of {name} must be {expected}, this is {Expect.Describe(value.Value)}"));
        return null;
    }
}
