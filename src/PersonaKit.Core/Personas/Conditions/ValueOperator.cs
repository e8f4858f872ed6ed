using System.Text.Json;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Conditions;

/// <summary>Compares two values, and has the same answer at every moment.</summary>
internal sealed class ValueOperator : ComparisonOperator
{
    /// <summary>The answer for a value.</summary>
    public required Func<DataValue, Comparison, bool> Test { get; init; }

    public override bool DependsOnMoment => false;

    public override bool Passes(DataValue actual, Comparison comparison, EvaluationContext evaluation) => Test(actual, comparison);

    public override bool MayAnswer(bool answer, DataValue actual, Comparison comparison) => Test(actual, comparison) == answer;

    public override DateTimeOffset? NextChange(DataValue actual, Comparison comparison, EvaluationContext evaluation) => null;

    public override void Explain(Utf8JsonWriter json, DataValue actual, EvaluationContext evaluation) { }
}
