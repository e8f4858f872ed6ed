using System.Security.Cryptography;
using System.Text;
using PersonaKit.Core.Time;

namespace PersonaKit.Engine.Storage;

/// <summary>What is known of a revision without its text.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Digest">128 bits of the text's SHA-256 in hex.</param>
/// <param name="CreatedAt">In whole milliseconds.</param>
public sealed record MapperRevision(int Number, string Digest, MapperOrigin Origin, DateTimeOffset CreatedAt)
{
    public static MapperRevision Of(int number, string source, MapperOrigin origin, DateTimeOffset at) =>
        new(number, DigestOf(source), origin, Instants.Truncate(at));

    public static string DigestOf(string source) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)).AsSpan(0, 16));
}
