using PersonaKit.Core.Personas.Suggestions;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Mappers;

/// <summary>A template with the places of its texts: an unknown placeholder is reported there, once the rules are known.</summary>
/// <param name="Compiled">Null when the template has faults of its own.</param>
/// <param name="Title">Where the title stands.</param>
/// <param name="Description">Where the description stands, if there is one.</param>
internal sealed record TemplateSource(SuggestionTemplate? Compiled, SourceNode? Title, SourceNode? Description);
