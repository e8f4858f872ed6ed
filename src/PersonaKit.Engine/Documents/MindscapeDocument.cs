using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Engine.Documents;

/// <summary>The stored shape of a mindscape, version 1: what both stores keep of the traits.</summary>
public static class MindscapeDocument
{
    public static byte[] Write(Mindscape mindscape) => throw new NotSupportedException();

    /// <summary>Reads what <see cref="Write"/> wrote. Throws <see cref="FormatException"/> on anything else.</summary>
    public static Mindscape Read(ReadOnlySpan<byte> utf8, TraitCatalog catalog) => throw new NotSupportedException();
}
