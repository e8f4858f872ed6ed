namespace PersonaKit.Api.Authorization;

/// <summary>
/// Who may use the API, from the configuration section <c>PersonaKit</c>. With neither a key nor an identity provider every request is
/// allowed: then the host, or what stands
/// in front of it, decides.
/// </summary>
public sealed class AccessOptions
{
    /// <summary>The API keys, each by its hash. All of them are valid at once.</summary>
    public IList<ApiKeyOptions> Keys { get; } = [];

    /// <summary>The tokens that a key mints with <c>POST /tokens</c>.</summary>
    public TokenOptions Tokens { get; } = new();

    /// <summary>An identity provider whose access tokens are taken.</summary>
    public JwtOptions Jwt { get; } = new();

    /// <summary>
    /// True to take a credential also where Azure Functions takes its own keys: from the header <c>x-functions-key</c> and the parameter
    /// <c>code</c>. The local host does; behind Azure
    /// Functions these carry the function key, which is none of ours.
    /// </summary>
    public bool TakesFunctionKeys { get; set; }

    internal bool IsOpen => Keys.Count == 0 && Jwt.Authority.Length == 0;
}
