using System.Collections.Immutable;

namespace PersonaKit.Local.Options;

/// <summary>How the local host was asked to run.</summary>
public sealed record LocalOptions
{
    public const string DefaultUrl = "http://localhost:7071";

    public static readonly string DefaultDataPath = Path.Combine(".personakit", "personakit.db");

    public ImmutableArray<ListenUrl> Urls { get; init; } = [];

    public string DataPath { get; init; } = DefaultDataPath;

    /// <summary>True when the file was named, and so is to be kept even by a demo.</summary>
    public bool KeepsData { get; init; }

    public string CatalogPath { get; init; } = Path.Combine(AppContext.BaseDirectory, "catalog");

    /// <summary>Null leaves the API open, which only loopback may be.</summary>
    public string? ApiKey { get; init; }

    public bool IsDemo { get; init; }
}
