namespace PersonaKit.Core.Personas.Suggestions;

/// <summary>The priority of a suggestion, in the order in which suggestions of equal weight are listed.</summary>
public enum SuggestionPriority
{
    /// <summary>Listed first.</summary>
    High,

    /// <summary>Listed after <see cref="High"/>.</summary>
    Medium,

    /// <summary>Listed last.</summary>
    Low,
}
