using System.Collections.Immutable;
using PersonaKit.Core.Personas.Suggestions;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas;

/// <summary>The part of a persona that belongs to the moment.</summary>
public sealed record PersonaOverlay
{
    /// <summary>The volatile traits that the mapper reads, faded ones included and marked.</summary>
    public required ImmutableArray<PersonaTrait> CurrentState { get; init; }

    /// <summary>The heaviest first.</summary>
    public required ImmutableArray<Suggestion> Suggestions { get; init; }

    /// <summary><c>time_of_day</c> in the person's zone when a rule checks it; else empty.</summary>
    public required DataValue.Map ActivePatterns { get; init; }

    /// <summary>The context that the caller sent.</summary>
    public required DataValue.Map Context { get; init; }
}
