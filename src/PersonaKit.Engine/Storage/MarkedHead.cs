using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Engine.Storage;

/// <summary>A head as a store keeps it.</summary>
/// <param name="Version">The newest mindscape version; 0 before the first.</param>
/// <param name="ForgetAt">After an erasure, the instant from which the head counts as absent; otherwise null.</param>
public readonly record struct MarkedHead(MindscapeVersion Version, DateTimeOffset? ForgetAt)
{
    /// <summary>Whether the head counts as absent.</summary>
    public bool IsForgotten(DateTimeOffset now) => ForgetAt <= now;

    /// <summary>The version that readers see: 0 when the head counts as absent.</summary>
    public MindscapeVersion At(DateTimeOffset now) => IsForgotten(now) ? MindscapeVersion.None : Version;

    /// <summary>
    /// False for a row that was built before the erasure, when the head already counts as absent; such a row is not served.
    /// </summary>
    public bool Shows(PersonaRow row, DateTimeOffset now) => row.MindscapeVersion >= Version || !IsForgotten(now);
}
