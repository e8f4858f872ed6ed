namespace PersonaKit.Cli.Checking;

/// <summary>The host to check.</summary>
/// <param name="Url">Its address, without the path of the API.</param>
/// <param name="Key">A key that allows everything; null for a host that wants none.</param>
internal sealed record CheckTarget(Uri Url, string? Key)
{
    /// <summary>What Azure Functions wants beside <see cref="Key"/>; null for the same.</summary>
    public string? FunctionKey { get; init; }

    /// <summary>
    /// Whether mappers and the trait catalog may be written: they stay, and a catalog changes what everybody's traits are.
    /// </summary>
    public bool MayWriteMappers { get; init; }

    /// <summary>
    /// Whether the platform in front of the host answers by itself what is no route or has no key, as Azure Functions does: an empty 401
    /// and an empty 404 are taken then.
    /// </summary>
    public bool HasPlatform { get; init; }
}
