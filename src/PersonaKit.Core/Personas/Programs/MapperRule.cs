using System.Collections.Immutable;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Suggestions;

namespace PersonaKit.Core.Personas.Programs;

/// <summary>A rule of a mapper: when its condition holds, its actions suggest something.</summary>
public sealed record MapperRule
{
    /// <summary>The rule's id, unique in its mapper.</summary>
    public required string Id { get; init; }

    /// <summary>0 to 100; a rule of weight 0 never suggests.</summary>
    public required double Weight { get; init; }

    /// <summary>True when feedback must leave the weight alone.</summary>
    public bool IsLocked { get; init; }

    /// <summary>When the rule applies.</summary>
    public required Condition Condition { get; init; }

    /// <summary>What the rule suggests.</summary>
    public required ImmutableArray<SuggestionAction> Actions { get; init; }

    /// <summary>Where the rule starts in the mapper's text, from 1.</summary>
    public required int Line { get; init; }
}
