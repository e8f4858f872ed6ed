using System.Security.Cryptography;

namespace PersonaKit.Core.Values;

/// <summary>128 bits of SHA-256 as 26 characters of <c>a–z 2–7</c> (RFC 4648 base32, lower case, unpadded): safe in a row key, a header and a path.</summary>
internal static class ShortDigest
{
    private const int Bytes = 16;
    private const int Characters = 26;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    public static string Of(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, hash);
        Span<char> text = stackalloc char[Characters];
        var bits = 0;
        var buffer = 0;
        var next = 0;
        foreach (var part in hash[..Bytes])
        {
            buffer = (buffer << 8) | part;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text[next++] = Alphabet[(buffer >> bits) & 31];
            }
        }

        text[next] = Alphabet[(buffer << (5 - bits)) & 31];
        return new string(text);
    }
}
