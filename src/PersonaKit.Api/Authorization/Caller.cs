using System.Collections.Immutable;

namespace PersonaKit.Api.Authorization;

/// <summary>
/// Who asks, as a valid credential says. What one grant lacks another one may give, but scope and person must stand in the same.
/// </summary>
/// <param name="KeyId">The id of the API key that was sent; null for tokens, which mint no other tokens.</param>
/// <param name="Grants">At least one, or nothing is allowed.</param>
internal sealed record Caller(string? KeyId, ImmutableArray<Grant> Grants)
{
    /// <summary>Whoever reaches a host that asks for no credential.</summary>
    public static readonly Caller Anybody = new(null, [new Grant(Scopes.All, PersonReach.Everybody)]);

    public bool Has(Scopes scope)
    {
        foreach (var grant in Grants)
        {
            if (grant.Scopes.HasFlag(scope))
            {
                return true;
            }
        }

        return false;
    }

    public bool Has(Scopes scope, string person)
    {
        foreach (var grant in Grants)
        {
            if (grant.Scopes.HasFlag(scope) && grant.Reach.Includes(person))
            {
                return true;
            }
        }

        return false;
    }

    public bool HasForEverybody(Scopes scope)
    {
        foreach (var grant in Grants)
        {
            if (grant.Scopes.HasFlag(scope) && grant.Reach.IsEverybody)
            {
                return true;
            }
        }

        return false;
    }

    public bool Covers(Grant wanted) => Grants.Any(grant => grant.Covers(wanted));
}
