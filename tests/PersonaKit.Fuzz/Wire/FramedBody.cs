using System.Collections.Immutable;

namespace PersonaKit.Fuzz.Wire;

/// <summary>A body with the headers that say where it ends.</summary>
/// <param name="IsComplete">Whether the headers are true.</param>
internal sealed record FramedBody(ImmutableArray<(string Name, string Value)> Headers, byte[] Bytes, bool IsComplete)
{
    public static FramedBody Plain(byte[] body) => new([("Content-Length", $"{body.Length}")], body, true);
}
