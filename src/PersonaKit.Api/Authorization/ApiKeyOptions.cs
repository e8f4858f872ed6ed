namespace PersonaKit.Api.Authorization;

/// <summary>An API key, and what it allows.</summary>
public sealed class ApiKeyOptions
{
    /// <summary>Names the key; no secret. A token names the key that minted it, and is void once no key has the name.</summary>
    public string Id { get; set; } = "";

    /// <summary>
    /// SHA-256 of the key's UTF-8 bytes as 64 hexadecimal digits. That is enough, because a key is 256 random bits and nothing that can
    /// be guessed; a password would need a slow hash.
    /// </summary>
    public string Hash { get; set; } = "";

    /// <summary>Any of <c>observe</c>, <c>read</c>, <c>manage</c> and <c>erase</c>, separated by spaces.</summary>
    public string Scopes { get; set; } = "";

    /// <summary>The only person the key is for; empty for no such restriction.</summary>
    public string Person { get; set; } = "";

    /// <summary>
    /// What the ids of all people start with whom the key is for, such as <c>tenant-7.</c>; empty for no such restriction.
    /// </summary>
    public string Prefix { get; set; } = "";
}
