namespace PersonaKit.Api.Authorization;

/// <summary>An identity provider (OpenID Connect, such as Entra ID) whose access tokens are taken, and what they allow.</summary>
public sealed class JwtOptions
{
    /// <summary>
    /// Its address, below which <c>.well-known/openid-configuration</c> is, such as
    /// <c>https://login.microsoftonline.com/{tenant}/v2.0</c>; empty for none. https, or loopback.
    /// </summary>
    public string Authority { get; set; } = "";

    /// <summary>What <c>aud</c> must be, such as the client id of the API's registration; several are separated by spaces.</summary>
    public string Audience { get; set; } = "";

    /// <summary>What <c>iss</c> must be; empty for the issuer that the provider's metadata names.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The claims whose values <see cref="JwtGrantOptions.Role"/> is compared with, separated by spaces.</summary>
    public string RoleClaims { get; set; } = "roles scp scope";

    /// <summary>What a token allows: every grant whose role it has.</summary>
    public IList<JwtGrantOptions> Grants { get; } = [];
}
