using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Language.Catalogs;

namespace PersonaKit.Core.Tests;

/// <summary>The files that ship with Core, as the hosts read them.</summary>
internal static class Shipped
{
    public static readonly TraitCatalog Catalog = Parse(Text("traits.yaml"));

    public static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "catalog", name));

    public static TraitCatalog Parse(string yaml)
    {
        var parsed = TraitCatalogParser.Parse(yaml);
        return parsed.Catalog ?? throw new InvalidOperationException(string.Join('\n', parsed.Faults));
    }
}
