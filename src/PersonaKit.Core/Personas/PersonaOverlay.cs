using System.Collections.Immutable;
using PersonaKit.Core.Personas.Suggestions;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas;

/// <summary>The part of a persona that belongs to the moment.</summary>
public sealed record PersonaOverlay
{
    public required ImmutableArray<PersonaTrait> CurrentState { get; init; }

    /// <summary>The heaviest first.</summary>
    public required ImmutableArray<Suggestion> Suggestions { get; init; }

    public required DataValue.Map ActivePatterns { get; init; }

    public required DataValue.Map Context { get; init; }
}
