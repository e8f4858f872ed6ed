namespace PersonaKit.Engine;

/// <summary>What a host may tune. The defaults suit both hosts.</summary>
public sealed record EngineOptions
{
    /// <summary>Accepted observations of one person that may wait to be folded; past it a post is answered with 429.</summary>
    public int InboxLimit { get; init; } = 4096;

    /// <summary>Largest content of one observation, in bytes of JSON.</summary>
    public int MaxObservationBytes { get; init; } = 16 * 1024;

    /// <summary>How often a fold is tried when other writers win, before it is left to the change feed.</summary>
    public int FoldAttempts { get; init; } = 4;

    /// <summary>How long a reader waits for a replica that is behind the version or the receipt it must honour.</summary>
    public TimeSpan ReadPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Snapshot age after which mappers are refreshed in the background.</summary>
    public TimeSpan MapperRefresh { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The age from which the known mappers are not used any more: how long another instance may serve the revision before, once an activation was answered.
    /// </summary>
    public TimeSpan MapperStaleness { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Mappers there may be; the index of all of them is read at every refresh, some 500 bytes each.</summary>
    public int MapperLimit { get; init; } = 500;

    /// <summary>Revisions a mapper may have.</summary>
    public int MapperRevisionLimit { get; init; } = 1000;
}
