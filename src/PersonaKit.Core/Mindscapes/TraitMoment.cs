using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes;

/// <summary>What a path said of a person at one instant of the past.</summary>
/// <param name="At">The instant.</param>
/// <param name="Value">Null where the path led nowhere then.</param>
/// <param name="Confidence">Of the trait, 0 to 1, at that instant.</param>
/// <param name="IsFaded">True when too little was known by then.</param>
/// <param name="ObservationIds">The observations of that instant that fed the trait, newest first, the newest five; empty where none did.</param>
public sealed record TraitMoment(DateTimeOffset At, DataValue? Value, double Confidence, bool IsFaded, ImmutableArray<ObservationId> ObservationIds);
