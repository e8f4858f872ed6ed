namespace PersonaKit.Cli.Terminal;

/// <summary>What a command reads from and writes to, so that a test can stand in for the terminal.</summary>
/// <param name="OpenInput">Standard input, for the file name <c>-</c>.</param>
/// <param name="Output">What was asked for.</param>
/// <param name="Errors">What went wrong, and how far long work has come.</param>
/// <param name="Environment">The environment's variables by name.</param>
/// <param name="Time">The clock and its pauses.</param>
/// <param name="IsTerminal">True when <paramref name="Errors"/> is a terminal, where a line can be overwritten.</param>
internal sealed record CliContext(
    Func<Stream> OpenInput, TextWriter Output, TextWriter Errors, Func<string, string?> Environment, TimeProvider Time, bool IsTerminal)
{
    public static CliContext OfThisProcess() => new(
        Console.OpenStandardInput, Console.Out, Console.Error, System.Environment.GetEnvironmentVariable, TimeProvider.System, !Console.IsErrorRedirected);
}
