using System.CommandLine;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Personas;

namespace PersonaKit.Cli.Catalogs;

/// <summary><c>schema mapper|traits</c>: what an editor needs to complete and check YAML.</summary>
internal static class SchemaCommand
{
    public static Command Of(Surroundings surroundings) => new("schema", "Print the JSON Schema of a language, for editors.")
    {
        new Command("mapper", "Print the JSON Schema of the mapper language.").Does(surroundings, (_, _) => PrintAsync(surroundings, MapperSchema.Text)),
        new Command("traits", "Print the JSON Schema of the trait catalog.").Does(surroundings, (_, _) => PrintAsync(surroundings, TraitCatalogSchema.Text)),
    };

    private static async Task<int> PrintAsync(Surroundings surroundings, string schema)
    {
        await surroundings.Output.WriteAsync(schema);
        return ExitCodes.Done;
    }
}
