using System.Collections.Immutable;
using System.Text.Json;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Conditions;

/// <summary>
/// How a check compares what it reads with what the mapper says. All that depends on the operator is a member here, and
/// <see cref="ComparisonOperators"/> has an entry for each: no other code branches on which operator it has.
/// </summary>
public abstract class ComparisonOperator
{
    private protected ComparisonOperator() { }

    /// <summary>The word for it in mappers and explanations.</summary>
    public required string Name { get; init; }

    /// <summary>Other words for it, which older mappers use.</summary>
    public required ImmutableArray<string> OlderNames { get; init; }

    /// <summary>What a mapper writes as the value of such a check.</summary>
    public required LiteralForm Literal { get; init; }

    /// <summary>What the review of a mapper concludes from such a check.</summary>
    public required OperatorMeaning Meaning { get; init; }

    /// <summary>The answer for a path that leads nowhere, or whose trait is faded.</summary>
    public required bool PassesMissing { get; init; }

    /// <summary>Its own name, then the older ones.</summary>
    public IEnumerable<string> Names => OlderNames.Prepend(Name);

    /// <summary>
    /// True when the answer depends on the instant of the projection. Such an operator compares fields of the context only: a persona
    /// expires where the answer changes, and the expiry does not look for that in traits.
    /// </summary>
    public abstract bool DependsOnMoment { get; }

    /// <summary><see cref="Name"/>.</summary>
    public override string ToString() => Name;

    /// <summary>The answer for a value.</summary>
    public abstract bool Passes(DataValue actual, Comparison comparison, EvaluationContext evaluation);

    /// <summary>True when a check of this value can have that answer at some moment.</summary>
    public abstract bool MayAnswer(bool answer, DataValue actual, Comparison comparison);

    /// <summary>The next instant at which the answer for the value could be another one; null for never.</summary>
    public abstract DateTimeOffset? NextChange(DataValue actual, Comparison comparison, EvaluationContext evaluation);

    /// <summary>Writes what an explanation says of the value besides the value itself, as members of the object that is open.</summary>
    public abstract void Explain(Utf8JsonWriter json, DataValue actual, EvaluationContext evaluation);
}
