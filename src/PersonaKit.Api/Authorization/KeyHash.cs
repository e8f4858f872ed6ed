using System.Security.Cryptography;

namespace PersonaKit.Api.Authorization;

/// <summary>What configuration holds of a key: enough to know it again, and nothing to use it with.</summary>
internal static class KeyHash
{
    public const string Rule = "the SHA-256 of the key, 64 hexadecimal digits; 'personakit key' prints one";

    public static byte[]? TryParse(string text) => text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;
}
