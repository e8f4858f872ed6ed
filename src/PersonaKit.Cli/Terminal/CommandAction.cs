using System.CommandLine;

namespace PersonaKit.Cli.Terminal;

/// <summary>Sets the action of a command and turns its expected failures into a message and an exit code.</summary>
internal static class CommandAction
{
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
}
