using System.Collections.Immutable;

namespace PersonaKit.Local.Options;

/// <summary>How the local host was asked to run. Paths are absolute.</summary>
public sealed record LocalOptions
{
    public const string DefaultUrl = "http://localhost:7071";

    public static readonly string DefaultDataPath = Path.Combine(".personakit", "personakit.db");

    public required ImmutableArray<ListenUrl> Urls { get; init; }

    public required string DataPath { get; init; }

    /// <summary>True when the file was named, and so is to be kept even by a demo.</summary>
    public bool KeepsData { get; init; }

    public required string CatalogPath { get; init; }

    /// <summary>One key with every scope, in clear; null for none, which leaves it to <see cref="AsksForCredentials"/>.</summary>
    public string? ApiKey { get; init; }

    /// <summary>False leaves the API open, which only loopback may be.</summary>
    public bool AsksForCredentials { get; init; }
}
