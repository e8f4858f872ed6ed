using PersonaKit.Language.Schemas;

namespace PersonaKit.Language.Catalogs;

/// <summary>The JSON Schema (2020-12) of the trait catalog, for editors: <see cref="TraitCatalogParser"/> stays the judge.</summary>
public static class TraitCatalogSchema
{
    /// <summary>Indented JSON, always the same for the same language.</summary>
    public static string Text { get; } = SchemaText.Of(CatalogShape.Document);
}
