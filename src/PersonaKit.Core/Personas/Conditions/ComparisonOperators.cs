using System.Collections.Immutable;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Conditions;

/// <summary>The operators of the mapper language. To add one, add its entry: the compiler names the members that it lacks.</summary>
public static class ComparisonOperators
{
    /// <summary>Every operator, in the order of the documentation.</summary>
    public static readonly ImmutableArray<ComparisonOperator> All =
    [
        new ValueOperator
        {
            Name = "exists",
            OlderNames = [],
            Literal = LiteralForm.None,
            Meaning = OperatorMeaning.Present,
            PassesMissing = false,
            Test = static (_, _) => true,
        },
        new ValueOperator
        {
            Name = "not_exists",
            OlderNames = [],
            Literal = LiteralForm.None,
            Meaning = OperatorMeaning.Missing,
            PassesMissing = true,
            Test = static (_, _) => false,
        },
        new ValueOperator
        {
            Name = "equals",
            OlderNames = [],
            Literal = LiteralForm.Any,
            Meaning = OperatorMeaning.OneOf,
            PassesMissing = false,
            Test = static (actual, comparison) => actual == comparison.Literal,
        },
        new ValueOperator
        {
            Name = "not_equals",
            OlderNames = [],
            Literal = LiteralForm.Any,
            Meaning = OperatorMeaning.NoneOf,
            PassesMissing = true,
            Test = static (actual, comparison) => actual != comparison.Literal,
        },
        new ValueOperator
        {
            Name = "greater_than",
            OlderNames = ["greater"],
            Literal = LiteralForm.Any,
            Meaning = OperatorMeaning.Above,
            PassesMissing = false,
            Test = static (actual, comparison) => NumericText.TryRead(actual) > comparison.Number,
        },
        new ValueOperator
        {
            Name = "less_than",
            OlderNames = ["less"],
            Literal = LiteralForm.Any,
            Meaning = OperatorMeaning.Below,
            PassesMissing = false,
            Test = static (actual, comparison) => NumericText.TryRead(actual) < comparison.Number,
        },
        new ValueOperator
        {
            Name = "gte",
            OlderNames = [],
            Literal = LiteralForm.Any,
            Meaning = OperatorMeaning.AtLeast,
            PassesMissing = false,
            Test = static (actual, comparison) => NumericText.TryRead(actual) >= comparison.Number,
        },
        new ValueOperator
        {
            Name = "lte",
            OlderNames = [],
            Literal = LiteralForm.Any,
            Meaning = OperatorMeaning.AtMost,
            PassesMissing = false,
            Test = static (actual, comparison) => NumericText.TryRead(actual) <= comparison.Number,
        },
        new ValueOperator
        {
            Name = "contains",
            OlderNames = [],
            Literal = LiteralForm.Any,
            Meaning = OperatorMeaning.Open,
            PassesMissing = false,
            Test = static (actual, comparison) => Contains(actual, comparison.Literal),
        },
        new ValueOperator
        {
            Name = "in",
            OlderNames = [],
            Literal = LiteralForm.List,
            Meaning = OperatorMeaning.OneOf,
            PassesMissing = false,
            Test = static (actual, comparison) => Contains(comparison.Literal, actual),
        },
        new CountdownOperator
        {
            Name = "within_minutes",
            OlderNames = [],
            Literal = LiteralForm.Minutes,
            Meaning = OperatorMeaning.Open,
            PassesMissing = false,
        },
    ];

    /// <summary>All names, the older ones in brackets, for a message.</summary>
    public static string Names { get; } =
        string.Join(", ", All.Select(known => known.OlderNames.IsEmpty ? known.Name : $"{known.Name} ({string.Join(", ", known.OlderNames)})"));

    /// <summary>The operator of this name, an older one included; null when there is none.</summary>
    public static ComparisonOperator? Find(string name) => All.FirstOrDefault(known => known.Names.Contains(name));

    /// <summary>A list its members, a text its parts, an object its keys.</summary>
    private static bool Contains(DataValue whole, DataValue part)
    {
        switch (whole, part)
        {
            case (DataValue.Text text, DataValue.Text inner):
                return text.Value.Contains(inner.Value, StringComparison.Ordinal);
            case (DataValue.Map map, DataValue.Text key):
                return map[key.Value] is not null;
            case (DataValue.List list, _):
                foreach (var item in list.Items)
                {
                    if (item == part)
                    {
                        return true;
                    }
                }

                return false;
        }

        return false;
    }
}
