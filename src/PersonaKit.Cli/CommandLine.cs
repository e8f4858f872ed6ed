using System.CommandLine;
using System.CommandLine.Invocation;
using PersonaKit.Cli.Catalogs;
using PersonaKit.Cli.Checking;
using PersonaKit.Cli.Keys;
using PersonaKit.Cli.Observing;
using PersonaKit.Cli.Previewing;
using PersonaKit.Cli.Showing;
using PersonaKit.Cli.Terminal;

namespace PersonaKit.Cli;

/// <summary>Parses the arguments, runs the command and returns the exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliContext cli, CancellationToken cancellationToken)
    {
        var parsed = Root(cli).Parse(arguments);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
            {
                await cli.Errors.WriteLineAsync(error.Message);
            }

            await cli.Errors.WriteLineAsync($"'{PathOf(parsed.CommandResult.Command)} --help' lists the arguments and options");
            return ExitCodes.Misused;
        }

        var invocation = new InvocationConfiguration { Output = cli.Output, Error = cli.Errors, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(invocation, cancellationToken);
    }

    private static RootCommand Root(CliContext cli) => new("Check and preview mappers, and exchange data with a running PersonaKit host.")
    {
        new Command("mapper", "Check or preview a mapper.")
        {
            ValidateCommand.OfMappers(cli),
            PreviewCommand.Of(cli),
        },
        new Command("traits", "Check a trait catalog.") { ValidateCommand.OfTraits(cli) },
        new Command("catalog", "Exchange the catalog with a running host.") { PushCommand.Of(cli) },
        CheckCommand.Of(cli),
        SchemaCommand.Of(cli),
        ObserveCommand.Of(cli),
        PersonaCommand.Of(cli),
        ExportCommand.Of(cli),
        ImportCommand.Of(cli),
        KeyCommand.Of(cli),
    };

    private static string PathOf(Command command) =>
        command is RootCommand ? "personakit" : $"{(command.Parents.FirstOrDefault() is Command parent ? PathOf(parent) : "personakit")} {command.Name}";
}
