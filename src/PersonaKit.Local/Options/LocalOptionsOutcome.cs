namespace PersonaKit.Local.Options;

/// <summary>What the settings say, or what is wrong with them.</summary>
public abstract record LocalOptionsOutcome
{
    private LocalOptionsOutcome() { }

    public sealed record Valid(LocalOptions Options) : LocalOptionsOutcome;

    public sealed record Refused(string Reason) : LocalOptionsOutcome;
}
