using System.CommandLine;
using PersonaKit.Cli.Files;
using PersonaKit.Cli.Terminal;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Language.Catalogs;

namespace PersonaKit.Cli.Catalogs;

/// <summary><c>--catalog</c>: the trait catalog to use; the shipped one by default.</summary>
internal static class CatalogOption
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "catalog", "traits.yaml");

    public static Option<string?> Create() => new("--catalog") { Description = "The trait catalog (default: the shipped one).", HelpName = "traits.yaml" };

    /// <exception cref="CommandFailure">The catalog cannot be read or has errors; the message lists all of them.</exception>
    public static async Task<TraitCatalog> ReadAsync(string? name, CliContext cli, CancellationToken cancellationToken)
    {
        var source = await SourceFiles.ReadAsync(name ?? Shipped, cli, cancellationToken);
        var parsed = TraitCatalogParser.Parse(source.Text);
        return parsed.Catalog ?? throw new CommandFailure(string.Join('\n', new Findings(parsed.Faults, []).Lines(source.Name)));
    }
}
