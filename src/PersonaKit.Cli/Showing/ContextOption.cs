using System.CommandLine;
using PersonaKit.Cli.Terminal;

namespace PersonaKit.Cli.Showing;

/// <summary><c>--context name=value</c>, once for each field.</summary>
internal static class ContextOption
{
    public static Option<string[]> Create() => new("--context") { Description = "A field of the context; may be given several times.", HelpName = "name=value" };

    /// <exception cref="CommandFailure">A value is not <c>name=value</c>.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string[]? given) =>
        [.. (given ?? []).Select(text => text.IndexOf('=', StringComparison.Ordinal) is var sign && sign > 0
            ? new KeyValuePair<string, string>(text[..sign], text[(sign + 1)..])
            : throw new CommandFailure($"--context: '{text}' is not name=value", ExitCodes.Misused))];
}
