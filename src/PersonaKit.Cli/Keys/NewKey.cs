using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PersonaKit.Cli.Keys;

/// <summary>An API key of 256 random bits, and the hash by which a host knows it.</summary>
/// <param name="Text">Starts with <c>pk_</c>, so that a scanner of secrets finds one that got into a repository.</param>
/// <param name="Hash">SHA-256 in hexadecimal: enough, because nobody guesses 256 bits.</param>
internal sealed record NewKey(string Text, string Hash)
{
    private const int Bytes = 32;

    public static NewKey Create()
    {
        var text = $"pk_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes))}";
        return new NewKey(text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    public static string SigningSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));
}
