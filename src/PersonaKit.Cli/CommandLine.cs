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
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var parsed = Root(surroundings).Parse(arguments);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
            {
                await surroundings.Errors.WriteLineAsync(error.Message);
            }

            await surroundings.Errors.WriteLineAsync($"'{PathOf(parsed.CommandResult.Command)} --help' says what it takes");
            return ExitCodes.Misused;
        }

        var invocation = new InvocationConfiguration { Output = surroundings.Output, Error = surroundings.Errors, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(invocation, cancellationToken);
    }

    /// <summary>The command's action, with what may go wrong in any of them told in one sentence.</summary>
    public static Command Does(this Command command, Surroundings surroundings, Func<ParseResult, CancellationToken, Task<int>> action)
    {
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return await action(parsed, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await surroundings.Errors.WriteLineAsync("stopped");
                return ExitCodes.Stopped;
            }
            catch (CommandFailure failure)
            {
                await surroundings.Errors.WriteLineAsync(failure.Message);
                return failure.ExitCode;
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                await surroundings.Errors.WriteLineAsync(refused.Message);
                return ExitCodes.Failed;
            }
        });
        return command;
    }

    private static RootCommand Root(Surroundings surroundings) => new("Checks and previews mappers, and talks to a running PersonaKit host.")
    {
        new Command("mapper", "Check a mapper, or see what it would say.")
        {
            ValidateCommand.OfMappers(surroundings),
            PreviewCommand.Of(surroundings),
        },
        new Command("traits", "Check a trait catalog.") { ValidateCommand.OfTraits(surroundings) },
        SchemaCommand.Of(surroundings),
        ObserveCommand.Of(surroundings),
        PersonaCommand.Of(surroundings),
        ExportCommand.Of(surroundings),
        ImportCommand.Of(surroundings),
    };

    private static string PathOf(Command command) =>
        command is RootCommand ? "personakit" : $"{(command.Parents.FirstOrDefault() is Command parent ? PathOf(parent) : "personakit")} {command.Name}";
}
