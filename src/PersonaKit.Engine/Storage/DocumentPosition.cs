using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Engine.Storage;

/// <summary>
/// How far a person's document had come when it was written. Both numbers only rise, through an erase and a new start as well, so a read
/// that is behind either of them is older than that write.
/// </summary>
/// <param name="Version">Its mindscape version; a tombstone's is greater than any before.</param>
/// <param name="LastSequence">The number of its newest accepted observation.</param>
public readonly record struct DocumentPosition(MindscapeVersion Version, long LastSequence)
{
    /// <summary>Whether a read shows that write or a later one.</summary>
    /// <param name="stored">What was read; null for an unknown person.</param>
    public bool IsReachedBy(StoredMindscape? stored) =>
        (stored?.Mindscape.Version ?? MindscapeVersion.None) >= Version && (stored?.LastSequence ?? 0) >= LastSequence;

    /// <summary>The later of two in both numbers.</summary>
    public DocumentPosition And(DocumentPosition other) =>
        new(other.Version > Version ? other.Version : Version, Math.Max(LastSequence, other.LastSequence));
}
