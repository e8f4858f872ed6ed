using System.Collections.Immutable;
using PersonaKit.Engine;
using PersonaKit.Engine.Hosting;

namespace PersonaKit.Local.Options;

/// <summary>
/// Reads what is special to this host from its configuration: file, environment and command line have been put together by then.
/// </summary>
public static class LocalOptionsReader
{
    public const string UrlsSetting = "urls";
    public const string DataSetting = $"{EngineOptions.Section}:Data";
    public const string CatalogSetting = $"{EngineOptions.Section}:Catalog";
    public const string ApiKeySetting = $"{EngineOptions.Section}:ApiKey";
    public const string ApiKeyVariable = "PERSONAKIT_API_KEY";

    /// <summary>Whoever can reach the host can try keys; shorter ones can be found that way.</summary>
    public const int ShortestKey = 16;

    private const string KeysSection = $"{EngineOptions.Section}:Keys";
    private const string AuthoritySetting = $"{EngineOptions.Section}:Jwt:Authority";
    private const string KestrelEndpoints = "Kestrel:Endpoints";

    public static LocalOptionsOutcome Read(IConfiguration configuration)
    {
        var apiKey = Text(configuration, ApiKeySetting) ?? Text(configuration, ApiKeyVariable);
        var data = Text(configuration, DataSetting);
        var catalog = Text(configuration, CatalogSetting);
        var asks = apiKey is not null || configuration.GetSection(KeysSection).GetChildren().Any() || Text(configuration, AuthoritySetting) is not null;
        if (configuration.GetSection(KestrelEndpoints).GetChildren().Any())
        {
            return new LocalOptionsOutcome.Refused($"{KestrelEndpoints}: this host listens where --urls says and nowhere else");
        }

        var urls = ImmutableArray.CreateBuilder<ListenUrl>();
        foreach (var text in (Text(configuration, UrlsSetting) ?? LocalOptions.DefaultUrl).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (ListenUrl.TryParse(text, out var fault) is not { } url)
            {
                return new LocalOptionsOutcome.Refused($"--urls: {fault}");
            }

            if (!url.IsLoopback && !asks)
            {
                return new LocalOptionsOutcome.Refused($"--urls: {text} can be reached from other machines, which needs an API key: --api-key, {ApiKeyVariable} or {KeysSection}");
            }

            if (!url.IsLoopback && apiKey?.Length < ShortestKey)
            {
                return new LocalOptionsOutcome.Refused(
                    $"--urls: {text} can be reached from other machines, which needs an API key of at least {ShortestKey} characters; this one has {apiKey.Length}");
            }

            urls.Add(url);
        }

        if (urls.Count == 0)
        {
            return new LocalOptionsOutcome.Refused("--urls needs a value");
        }

        return new LocalOptionsOutcome.Valid(new LocalOptions
        {
            Urls = urls.DrainToImmutable(),
            DataPath = Path.GetFullPath(data ?? LocalOptions.DefaultDataPath),
            KeepsData = data is not null,
            CatalogPath = catalog is null ? PersonaKitBuilder.ShippedCatalog : Path.GetFullPath(catalog),
            ApiKey = apiKey,
            AsksForCredentials = asks,
        });
    }

    private static string? Text(IConfiguration configuration, string setting) => configuration[setting] is { Length: > 0 } text ? text : null;
}
