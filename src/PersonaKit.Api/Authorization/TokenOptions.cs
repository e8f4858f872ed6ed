namespace PersonaKit.Api.Authorization;

/// <summary>The tokens that a key mints with <c>POST /tokens</c>.</summary>
public sealed class TokenOptions
{
    /// <summary>
    /// The keys of the signatures. The first one signs; the signatures of all are valid, so that a key can be replaced while its tokens
    /// live.
    /// </summary>
    public IList<SigningKeyOptions> SigningKeys { get; } = [];

    /// <summary>
    /// True to sign with a key that is made at the start where none is configured: a restart then voids every token, and another instance
    /// takes none. Only for a host of one process, as the
    /// local host is.
    /// </summary>
    public bool GeneratesSigningKey { get; set; }
}
