using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Core.Personas;

/// <summary>Which traits a type of suggestion is about.</summary>
public sealed record TraitMapping(string SuggestionType, ImmutableArray<TraitPath> Paths);
