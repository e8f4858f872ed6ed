using System.Security.Cryptography;
using System.Text;
using PersonaKit.Core.Time;

namespace PersonaKit.Engine.Storage;

/// <summary>A revision of a mapper without its text.</summary>
/// <param name="Number">The revision's number, from 1.</param>
/// <param name="Digest">The first 128 bits of the text's SHA-256, in hexadecimal.</param>
/// <param name="Origin">Where the text came from.</param>
/// <param name="CreatedAt">When it was added, in whole milliseconds.</param>
public sealed record MapperRevision(int Number, string Digest, MapperOrigin Origin, DateTimeOffset CreatedAt)
{
    /// <summary>A revision for a text; <paramref name="at"/> is truncated to milliseconds.</summary>
    public static MapperRevision Of(int number, string source, MapperOrigin origin, DateTimeOffset at) =>
        new(number, DigestOf(source), origin, Instants.Truncate(at));

    /// <summary>The digest of a text: the first 128 bits of its SHA-256 as UTF-8, in lower-case hexadecimal.</summary>
    public static string DigestOf(string source) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)).AsSpan(0, 16));
}
