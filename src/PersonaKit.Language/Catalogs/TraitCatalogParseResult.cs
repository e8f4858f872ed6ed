using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Catalogs;

/// <summary>A catalog, or everything that is wrong with its text.</summary>
public sealed record TraitCatalogParseResult(TraitCatalog? Catalog, ImmutableArray<Diagnostic> Faults);
