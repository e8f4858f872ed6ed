using PersonaKit.Core.Mindscapes.Parts;

namespace PersonaKit.Engine.Folding;

/// <summary>A run of a history that is folded by itself: a block of the checkpoint interval, or the rest behind the last block.</summary>
internal sealed class HistoryBlock(long first, long last)
{
    /// <summary>The number of its first observation.</summary>
    public long First { get; } = first;

    /// <summary>The number of its last observation.</summary>
    public long Last { get; } = last;

    /// <summary>What it comes to; null until it is known.</summary>
    public MindscapePart? Part { get; set; }

    /// <summary>Whether the part was folded now and holds for every later reader too.</summary>
    public bool IsFresh { get; set; }

    /// <summary>Whether what waits in the inbox takes back an observation of it, so that its part is nobody else's.</summary>
    public bool IsHit { get; set; }
}
