namespace PersonaKit.Fuzz.Running;

/// <summary>How much to send, and what the host may take for it.</summary>
internal sealed record FuzzOptions
{
    public int Seed { get; init; } = 1;

    public int Requests { get; init; } = 10_000;

    /// <summary>Send this request alone.</summary>
    public int? Only { get; init; }

    public int Senders { get; init; } = 6;

    /// <summary>A run that is not done by then has failed.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(200);

    /// <summary>Resident memory of the host, in bytes, at any time.</summary>
    public long MemoryLimit { get; init; } = 500L * 1024 * 1024;

    /// <summary>The run stops after so many findings.</summary>
    public int MostFindings { get; init; } = 10;
}
