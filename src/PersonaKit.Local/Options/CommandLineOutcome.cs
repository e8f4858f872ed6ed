using System.Collections.Immutable;

namespace PersonaKit.Local.Options;

/// <summary>What a command line asks for.</summary>
public abstract record CommandLineOutcome
{
    private CommandLineOutcome() { }

    /// <param name="Settings">In the form that the framework's configuration reads: <c>--Key=value</c>.</param>
    public sealed record Run(ImmutableArray<string> Settings, bool IsDemo) : CommandLineOutcome;

    public sealed record Help : CommandLineOutcome;

    public sealed record Version : CommandLineOutcome;

    public sealed record Refused(string Reason) : CommandLineOutcome;
}
