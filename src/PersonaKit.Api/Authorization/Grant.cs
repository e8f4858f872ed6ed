namespace PersonaKit.Api.Authorization;

/// <summary>What may be done, with whom.</summary>
internal readonly record struct Grant(Scopes Scopes, PersonReach Reach)
{
    public bool Covers(Grant other) => (Scopes & other.Scopes) == other.Scopes && Reach.Covers(other.Reach);
}
