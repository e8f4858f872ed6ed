namespace PersonaKit.Core.Personas.Suggestions;

/// <summary>In the order in which suggestions of equal weight are listed.</summary>
public enum SuggestionPriority
{
    High,
    Medium,
    Low,
}
