using System.Collections.Immutable;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Conditions;

/// <summary>An operator and the value the mapper compares with (null for the operators that need none).</summary>
public sealed record Comparison(ComparisonOperator Operator, DataValue Literal)
{
    /// <summary>The literal as a number, read once; null when it is none.</summary>
    public double? Number { get; } = NumericText.TryRead(Literal);

    /// <summary>The values that the literal names, each of which is compared as a whole.</summary>
    public ImmutableArray<DataValue> Members => Operator.Literal.Members(Literal);

    /// <param name="actual">Null when the path leads nowhere or its trait is faded.</param>
    /// <param name="evaluation">The moment, for the operators that depend on it.</param>
    public bool Holds(DataValue? actual, EvaluationContext evaluation) =>
        actual is null ? Operator.PassesMissing : Operator.Passes(actual, this, evaluation);

    /// <summary>The next instant at which the answer for the value could be another one; null for never.</summary>
    public DateTimeOffset? NextChange(DataValue? actual, EvaluationContext evaluation) =>
        actual is null ? null : Operator.NextChange(actual, this, evaluation);
}
