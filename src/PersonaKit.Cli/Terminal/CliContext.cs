namespace PersonaKit.Cli.Terminal;

/// <summary>The streams, environment and clock of a command; tests replace them.</summary>
/// <param name="OpenInput">Standard input, for the file name <c>-</c>.</param>
/// <param name="Output">Standard output, for results.</param>
/// <param name="Errors">Standard error, for errors and progress.</param>
/// <param name="Environment">Reads an environment variable.</param>
/// <param name="Time">The clock and its timers.</param>
/// <param name="IsTerminal">Whether <paramref name="Errors"/> is a terminal, which can overwrite a line.</param>
internal sealed record CliContext(
    Func<Stream> OpenInput, TextWriter Output, TextWriter Errors, Func<string, string?> Environment, TimeProvider Time, bool IsTerminal)
{
    public static CliContext OfThisProcess() => new(
        Console.OpenStandardInput, Console.Out, Console.Error, System.Environment.GetEnvironmentVariable, TimeProvider.System, !Console.IsErrorRedirected);
}
