using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Simulation.Promises;

internal static class SameTraits
{
    /// <summary>To the last bit of what is stored, whatever the version and the instant of the fold.</summary>
    public static bool Are(Mindscape one, Mindscape other) => BytesOf(one).AsSpan().SequenceEqual(BytesOf(other));

    private static byte[] BytesOf(Mindscape mindscape) =>
        MindscapeDocument.Write(mindscape with { Version = default, UpdatedAt = null, LastSequence = 0 });
}
