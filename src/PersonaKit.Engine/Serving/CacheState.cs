namespace PersonaKit.Engine.Serving;

/// <summary>Where a persona came from.</summary>
public enum CacheState
{
    /// <summary>From its row, still valid.</summary>
    Hit,

    /// <summary>There was no row; built now.</summary>
    Miss,

    /// <summary>There was a row, expired or overtaken by a newer mindscape, mapper or receipt; built now.</summary>
    Stale,

    /// <summary>A preview, built past the cache.</summary>
    Bypass,
}
