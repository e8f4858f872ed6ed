using System.Collections.Immutable;

namespace PersonaKit.Engine.Catalogs;

/// <summary>A catalog, or everything that is wrong with any of its files.</summary>
/// <param name="Catalog">Null exactly when there are errors.</param>
/// <param name="Errors">As a compiler words them, <c>file(line,column): error: message</c>, in the order of the files.</param>
public sealed record CatalogFolderOutcome(LoadedCatalog? Catalog, ImmutableArray<string> Errors);
