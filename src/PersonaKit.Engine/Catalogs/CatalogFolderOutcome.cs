using System.Collections.Immutable;

namespace PersonaKit.Engine.Catalogs;

/// <summary>A loaded catalog, or every error in its files.</summary>
/// <param name="Catalog">Null exactly when there are errors.</param>
/// <param name="Errors">Compiler-style messages, <c>file(line,column): error: message</c>, in the order of the files.</param>
public sealed record CatalogFolderOutcome(LoadedCatalog? Catalog, ImmutableArray<string> Errors);
