using System.Collections.Immutable;

namespace PersonaKit.Core.Personas.Conditions;

/// <summary>The operators by the names mapper files use, the older short ones included.</summary>
public static class ComparisonOperators
{
    public const string Names =
        "exists, not_exists, equals, not_equals, greater_than (greater), less_than (less), gte, lte, contains, in, within_minutes";

    /// <summary>Every name; an operator's own one stands before its older short one.</summary>
    internal static readonly ImmutableArray<(string Name, ComparisonOperator Operator)> Table =
    [
        ("exists", ComparisonOperator.Exists),
        ("not_exists", ComparisonOperator.NotExists),
        ("equals", ComparisonOperator.EqualTo),
        ("not_equals", ComparisonOperator.NotEqualTo),
        ("greater_than", ComparisonOperator.GreaterThan),
        ("greater", ComparisonOperator.GreaterThan),
        ("less_than", ComparisonOperator.LessThan),
        ("less", ComparisonOperator.LessThan),
        ("gte", ComparisonOperator.AtLeast),
        ("lte", ComparisonOperator.AtMost),
        ("contains", ComparisonOperator.Contains),
        ("in", ComparisonOperator.In),
        ("within_minutes", ComparisonOperator.WithinMinutes),
    ];

    public static ComparisonOperator? TryParse(string name)
    {
        foreach (var (known, comparison) in Table)
        {
            if (known == name)
            {
                return comparison;
            }
        }

        return null;
    }

    public static string NameOf(ComparisonOperator comparison) => Table.First(entry => entry.Operator == comparison).Name;
}
