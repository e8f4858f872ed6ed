using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>What one observation says about one trait.</summary>
/// <param name="Trait">The trait it feeds.</param>
/// <param name="Observation">Where it comes from.</param>
/// <param name="Nats">Its weight, from its confidence.</param>
/// <param name="Value">A number for a quantity, a word for a category, a list of words for tags, anything for a fact; unused for a rhythm.</param>
/// <param name="Hours">The hours and scores for a rhythm.</param>
internal readonly record struct Evidence(
    TraitDefinition Trait, Observation Observation, double Nats, DataValue Value, ImmutableArray<HourScore> Hours);
