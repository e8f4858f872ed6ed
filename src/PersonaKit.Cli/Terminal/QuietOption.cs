using System.CommandLine;

namespace PersonaKit.Cli.Terminal;

/// <summary><c>--quiet</c>: no progress and no summary on standard error.</summary>
internal static class QuietOption
{
    public static Option<bool> Create() => new("--quiet", "-q") { Description = "Print only errors and the result." };
}
