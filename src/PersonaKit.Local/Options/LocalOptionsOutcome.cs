namespace PersonaKit.Local.Options;

/// <summary>What a command line asks for.</summary>
public abstract record LocalOptionsOutcome
{
    private LocalOptionsOutcome() { }

    public sealed record Run(LocalOptions Options) : LocalOptionsOutcome;

    public sealed record Help : LocalOptionsOutcome;

    public sealed record Version : LocalOptionsOutcome;

    public sealed record Refused(string Reason) : LocalOptionsOutcome;
}
