namespace PersonaKit.Engine.Storage;

/// <summary>
/// How long what remembers an erasure stays, each shorter than the one it must not outlive (decision 11): a version may start again at 1 only when no
/// head and no process knows the old one.
/// </summary>
public static class ErasureLifetimes
{
    /// <summary>A tombstone: longer than any head of the person, so that versions go on from it while there is one.</summary>
    public static readonly TimeSpan Tombstone = TimeSpan.FromHours(48);

    /// <summary>A head after the erase: longer than any reader can be on its way with a persona of the time before.</summary>
    public static readonly TimeSpan Head = TimeSpan.FromHours(24);

    /// <summary>What a process remembers of a head without looking again.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);
}
