namespace PersonaKit.Api.Authorization;

/// <summary>The bytes of a secret that signs tokens.</summary>
internal static class SigningSecret
{
    public const string Rule = "at least 32 random bytes in base64; 'personakit key --signing' prints some";

    /// <summary>As long as what HMAC SHA-256 makes of it: a shorter one weakens every signature.</summary>
    public const int LeastBytes = 32;

    public static byte[]? TryParse(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) && count >= LeastBytes ? bytes[..count] : null;
    }
}
