namespace PersonaKit.Core.Personas.Conditions;

/// <summary>The operators by the names mapper files use, the older short ones included.</summary>
public static class ComparisonOperators
{
    public const string Names =
        "exists, not_exists, equals, not_equals, greater_than (greater), less_than (less), gte, lte, contains, in, within_minutes";

    public static ComparisonOperator? TryParse(string name) => name switch
    {
        "exists" => ComparisonOperator.Exists,
        "not_exists" => ComparisonOperator.NotExists,
        "equals" => ComparisonOperator.EqualTo,
        "not_equals" => ComparisonOperator.NotEqualTo,
        "greater_than" or "greater" => ComparisonOperator.GreaterThan,
        "less_than" or "less" => ComparisonOperator.LessThan,
        "gte" => ComparisonOperator.AtLeast,
        "lte" => ComparisonOperator.AtMost,
        "contains" => ComparisonOperator.Contains,
        "in" => ComparisonOperator.In,
        "within_minutes" => ComparisonOperator.WithinMinutes,
        _ => null,
    };

    public static string NameOf(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Exists => "exists",
        ComparisonOperator.NotExists => "not_exists",
        ComparisonOperator.EqualTo => "equals",
        ComparisonOperator.NotEqualTo => "not_equals",
        ComparisonOperator.GreaterThan => "greater_than",
        ComparisonOperator.LessThan => "less_than",
        ComparisonOperator.AtLeast => "gte",
        ComparisonOperator.AtMost => "lte",
        ComparisonOperator.Contains => "contains",
        ComparisonOperator.In => "in",
        _ => "within_minutes",
    };
}
