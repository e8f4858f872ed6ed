using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>A checkpoint that counts: what it includes, of which version it is, and the document that holds it.</summary>
internal sealed record CheckpointEntry(long First, long Last, MindscapeVersion Version, string Id)
{
    public bool Overlaps(CheckpointEntry other) => First <= other.Last && other.First <= Last;
}
