using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Traits;

namespace PersonaKit.Core.Personas.Programs;

/// <summary>Which traits a type of suggestion is about.</summary>
public sealed record TraitMapping(string SuggestionType, ImmutableArray<TraitPath> Paths);
