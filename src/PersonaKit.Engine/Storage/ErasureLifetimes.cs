namespace PersonaKit.Engine.Storage;

/// <summary>
/// How long the records of an erasure are kept (decision 11). Each is shorter than the one before it: versions may start again at 1 only
/// when no head and no process holds an old version.
/// </summary>
public static class ErasureLifetimes
{
    /// <summary>The lifetime of a tombstone. Longer than that of a head, so that versions continue from it while a head exists.</summary>
    public static readonly TimeSpan Tombstone = TimeSpan.FromHours(48);

    /// <summary>
    /// The lifetime of a head after an erasure. Longer than any reader needs to save a persona that was built before the erasure.
    /// </summary>
    public static readonly TimeSpan Head = TimeSpan.FromHours(24);

    /// <summary>How long a process may use a cached head without reading it.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);
}
