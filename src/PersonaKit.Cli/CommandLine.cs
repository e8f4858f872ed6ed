using System.CommandLine;
using System.CommandLine.Invocation;
using PersonaKit.Cli.Catalogs;
using PersonaKit.Cli.Observing;
using PersonaKit.Cli.Previewing;
using PersonaKit.Cli.Remote;
using PersonaKit.Cli.Showing;

namespace PersonaKit.Cli;

/// <summary>From the arguments to an exit code.</summary>
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

            await cli.Errors.WriteLineAsync($"'{PathOf(parsed.CommandResult.Command)} --help' says what it takes");
            return ExitCodes.Misused;
        }

        var invocation = new InvocationConfiguration { Output = cli.Output, Error = cli.Errors, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(invocation, cancellationToken);
    }

    /// <summary>The command's action, with what may go wrong in any of them told in one sentence.</summary>
    public static Command Does(this Command command, CliContext cli, Func<ParseResult, CancellationToken, Task<int>> action)
    {
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return await action(parsed, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await cli.Errors.WriteLineAsync("stopped");
                return ExitCodes.Stopped;
            }
            catch (CommandFailure failure)
            {
                await cli.Errors.WriteLineAsync(failure.Message);
                return failure.ExitCode;
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                await cli.Errors.WriteLineAsync(refused.Message);
                return ExitCodes.Failed;
            }
        });
        return command;
    }

    private static RootCommand Root(CliContext cli) => new("Checks and previews mappers, and talks to a running PersonaKit host.")
    {
        new Command("mapper", "Check a mapper, or see what it would say.")
        {
            ValidateCommand.OfMappers(cli),
            PreviewCommand.Of(cli),
        },
        new Command("traits", "Check a trait catalog.") { ValidateCommand.OfTraits(cli) },
        SchemaCommand.Of(cli),
        ObserveCommand.Of(cli),
        PersonaCommand.Of(cli),
        ExportCommand.Of(cli),
        ImportCommand.Of(cli),
    };

    private static string PathOf(Command command) =>
        command is RootCommand ? "personakit" : $"{(command.Parents.FirstOrDefault() is Command parent ? PathOf(parent) : "personakit")} {command.Name}";
}
