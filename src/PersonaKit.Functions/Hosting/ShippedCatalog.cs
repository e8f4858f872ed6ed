using PersonaKit.Engine.Catalogs;

namespace PersonaKit.Functions.Hosting;

/// <summary>The traits and mappers that were deployed with the code.</summary>
internal static class ShippedCatalog
{
    public static LoadedCatalog Load()
    {
        var loaded = CatalogFolder.Load(Path.Combine(AppContext.BaseDirectory, "catalog"));
        return loaded.Catalog ?? throw new InvalidOperationException(string.Join(Environment.NewLine, loaded.Errors));
    }
}
