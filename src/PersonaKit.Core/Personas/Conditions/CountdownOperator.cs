using System.Text.Json;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Conditions;

/// <summary>Compares how far ahead an instant lies with a number of minutes; see <see cref="Countdown"/>.</summary>
internal sealed class CountdownOperator : ComparisonOperator
{
    public override bool DependsOnMoment => true;

    public override bool Passes(DataValue actual, Comparison comparison, EvaluationContext evaluation) =>
        Countdown.IsWithin(actual, comparison.Literal, evaluation);

    /// <summary>At some moment, any value may pass or fail.</summary>
    public override bool MayAnswer(bool answer, DataValue actual, Comparison comparison) => true;

    public override DateTimeOffset? NextChange(DataValue actual, Comparison comparison, EvaluationContext evaluation) =>
        Countdown.NextChange(actual, comparison.Literal, evaluation);

    public override void Explain(Utf8JsonWriter json, DataValue actual, EvaluationContext evaluation)
    {
        if (Countdown.TryReadInstant(actual, evaluation.Zone) is { } instant)
        {
            json.WriteString("instant", Instants.Format(instant));
            json.WriteNumber("minutes_ahead", (instant - evaluation.At).TotalMinutes);
        }
    }
}
