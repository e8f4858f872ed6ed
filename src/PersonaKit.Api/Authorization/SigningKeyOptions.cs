namespace PersonaKit.Api.Authorization;

/// <summary>A secret with which tokens are signed (HMAC SHA-256): whoever has it can mint any token.</summary>
public sealed class SigningKeyOptions
{
    /// <summary>Names the key in the tokens' header (<c>kid</c>); no secret.</summary>
    public string Id { get; set; } = "";

    /// <summary>At least 32 random bytes in base64.</summary>
    public string Secret { get; set; } = "";
}
