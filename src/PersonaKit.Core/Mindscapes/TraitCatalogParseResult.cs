using System.Collections.Immutable;
using PersonaKit.Core.Sources;

namespace PersonaKit.Core.Mindscapes;

/// <summary>A catalog, or everything that is wrong with its text.</summary>
public sealed record TraitCatalogParseResult(TraitCatalog? Catalog, ImmutableArray<Diagnostic> Faults);
