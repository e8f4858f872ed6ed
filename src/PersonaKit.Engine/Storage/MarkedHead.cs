using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Engine.Storage;

/// <summary>A head as a store keeps it: after an erase it is marked with the instant from which it counts as none.</summary>
public readonly record struct MarkedHead(MindscapeVersion Version, DateTimeOffset? ForgetAt)
{
    public bool IsForgotten(DateTimeOffset now) => ForgetAt <= now;

    public MindscapeVersion At(DateTimeOffset now) => IsForgotten(now) ? MindscapeVersion.None : Version;

    /// <summary>False for a row that a forgotten head still keeps from being served: it is of before the erase.</summary>
    public bool Shows(PersonaRow row, DateTimeOffset now) => row.MindscapeVersion >= Version || !IsForgotten(now);
}
