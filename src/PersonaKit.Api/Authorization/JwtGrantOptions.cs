namespace PersonaKit.Api.Authorization;

/// <summary>What a role or a scope of the identity provider allows here.</summary>
public sealed class JwtGrantOptions
{
    /// <summary>The role or scope, as the token's claim has it.</summary>
    public string Role { get; set; } = "";

    /// <summary>Any of <c>observe</c>, <c>read</c>, <c>manage</c> and <c>erase</c>, separated by spaces.</summary>
    public string Scopes { get; set; } = "";

    /// <summary>What the ids of all people start with whom the grant is for; empty for no such restriction.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>
    /// The claim that holds the id of the only person the grant is for, after <see cref="Prefix"/>, such as <c>oid</c>; empty for no such
    /// restriction. A token without the claim gets nothing.
    /// </summary>
    public string PersonClaim { get; set; } = "";
}
