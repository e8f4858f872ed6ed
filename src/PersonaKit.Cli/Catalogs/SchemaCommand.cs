using System.CommandLine;
using PersonaKit.Cli.Terminal;
using PersonaKit.Language.Schemas;

namespace PersonaKit.Cli.Catalogs;

/// <summary><c>schema mapper|traits</c>: prints the schema with which editors complete and check YAML.</summary>
internal static class SchemaCommand
{
    public static Command Of(CliContext cli) => new("schema", "Print the JSON Schema of a language, for editors.")
    {
        new Command("mapper", "Print the JSON Schema of the mapper language.").Does(cli, (_, _) => PrintAsync(cli, JsonSchemas.Mapper)),
        new Command("traits", "Print the JSON Schema of the trait catalog.").Does(cli, (_, _) => PrintAsync(cli, JsonSchemas.Traits)),
    };

    private static async Task<int> PrintAsync(CliContext cli, string schema)
    {
        await cli.Output.WriteAsync(schema);
        return ExitCodes.Done;
    }
}
