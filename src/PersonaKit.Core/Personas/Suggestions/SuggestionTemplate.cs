namespace PersonaKit.Core.Personas.Suggestions;

/// <summary>The words of a suggestion.</summary>
public sealed record SuggestionTemplate(string Id, TemplateText Title, TemplateText Description, SuggestionPriority Priority);
