namespace PersonaKit.Engine.Serving;

/// <summary>How the cache answered a request for a persona.</summary>
public enum CacheState
{
    /// <summary>A valid row was served.</summary>
    Hit,

    /// <summary>There was no row; the persona was built now.</summary>
    Miss,

    /// <summary>The row was expired or older than the mindscape, the mapper or the receipt; the persona was built now.</summary>
    Stale,

    /// <summary>A preview; the cache was not used.</summary>
    Bypass,
}
