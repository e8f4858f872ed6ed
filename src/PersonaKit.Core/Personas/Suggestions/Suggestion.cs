using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Suggestions;

/// <summary>Something a persona proposes, and the rule that proposed it.</summary>
public sealed record Suggestion
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required SuggestionPriority Priority { get; init; }

    public required DataValue.Map Parameters { get; init; }

    public required string RuleId { get; init; }

    /// <summary>The rule's weight for this person; the heavier comes first.</summary>
    public required double Weight { get; init; }
}
