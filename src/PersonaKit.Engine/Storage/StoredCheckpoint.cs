using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Engine.Storage;

/// <summary>What a run of folded observations comes to.</summary>
/// <param name="First">The number of its first observation.</param>
/// <param name="Last">The number of its last observation.</param>
/// <param name="Version">The stored version whose history it was folded from.</param>
/// <param name="Body">The part, as <see cref="Core.Mindscapes.Parts.MindscapePartDocument"/> writes it.</param>
public sealed record StoredCheckpoint(long First, long Last, MindscapeVersion Version, ReadOnlyMemory<byte> Body);
