namespace PersonaKit.Engine;

/// <summary>What a host may tune. The defaults suit both hosts.</summary>
public sealed record EngineOptions
{
    /// <summary>Accepted observations of one person that may wait to be folded; past it a post is answered with 429.</summary>
    public int InboxLimit { get; init; } = 4096;

    /// <summary>Largest content of one observation, in bytes of JSON.</summary>
    public int MaxObservationBytes { get; init; } = 16 * 1024;

    /// <summary>How often a fold that was overtaken by another is tried again before it is left to the feed.</summary>
    public int FoldAttempts { get; init; } = 4;

    /// <summary>How long a reader waits for a replica that is behind the version or the receipt it must honour.</summary>
    public TimeSpan ReadPatience { get; init; } = TimeSpan.FromSeconds(2);
}
