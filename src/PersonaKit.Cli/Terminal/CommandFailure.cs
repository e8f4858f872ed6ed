namespace PersonaKit.Cli.Terminal;

/// <summary>Ends a command with a message for its user and an exit code.</summary>
#pragma warning disable CA1032, CA1064 // thrown by commands and caught where they are started
internal sealed class CommandFailure(string message, int exitCode = ExitCodes.Failed) : Exception(message)
#pragma warning restore CA1032, CA1064
{
    public int ExitCode { get; } = exitCode;
}
