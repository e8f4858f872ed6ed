using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Suggestions;

/// <summary>Something a persona proposes, and the rule that proposed it.</summary>
public sealed record Suggestion
{
    /// <summary>What the client should do with it, in the mapper author's words.</summary>
    public required string Type { get; init; }

    /// <summary>The title, with placeholders filled in.</summary>
    public required string Title { get; init; }

    /// <summary>The description, with placeholders filled in.</summary>
    public required string Description { get; init; }

    /// <summary>The priority that the template states.</summary>
    public required SuggestionPriority Priority { get; init; }

    /// <summary>The parameters that have a value.</summary>
    public required DataValue.Map Parameters { get; init; }

    /// <summary>The rule that suggested it; feedback names it.</summary>
    public required string RuleId { get; init; }

    /// <summary>The rule's weight for this person; the heavier comes first.</summary>
    public required double Weight { get; init; }
}
