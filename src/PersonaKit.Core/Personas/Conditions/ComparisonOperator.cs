namespace PersonaKit.Core.Personas.Conditions;

/// <summary>How a check compares what it reads with what the mapper says.</summary>
public enum ComparisonOperator
{
    Exists,
    NotExists,
    EqualTo,
    NotEqualTo,
    GreaterThan,
    LessThan,
    AtLeast,
    AtMost,
    Contains,
    In,
    WithinMinutes,
}
