using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>What one observation says about one trait.</summary>
/// <param name="Trait">The trait it feeds.</param>
/// <param name="Observation">Where it comes from.</param>
/// <param name="Nats">Its weight, from its confidence.</param>
/// <param name="Statement">What it says, in the form the trait's kind keeps.</param>
internal readonly record struct Evidence(TraitDefinition Trait, Observation Observation, double Nats, Statement Statement)
{
    public DataValue Value => Statement.Value;

    public ImmutableArray<HourScore> Hours => Statement.Hours;
}
