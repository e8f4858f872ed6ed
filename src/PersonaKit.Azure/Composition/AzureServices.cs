using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PersonaKit.Azure.Composition;
using PersonaKit.Azure.Cosmos;
using PersonaKit.Azure.DeadLetters;
using PersonaKit.Azure.Mappers;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Azure.Personas;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Hosting;
using PersonaKit.Engine.Storage;
using PersonaKit.Engine.Telemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses Azure as the store: Cosmos DB for mindscapes and mappers, Table Storage for personas.</summary>
public static class AzureServices
{
    private const string PersonasTable = "personas";

    /// <summary>Retries are short, because an HTTP request waits for them. After that the caller gets a Retry-After.</summary>
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(2);

    /// <summary>Registers the stores, with one client for each service for the life of the process.</summary>
    /// <param name="builder">What <c>AddPersonaKit</c> returned.</param>
    /// <param name="configuration">Holds the sections <c>Cosmos</c> and <c>Personas</c>, see docs/settings.md.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>The change feed and the purge are driven from outside, by the triggers of <c>PersonaKit.Functions</c>.</remarks>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message names it.</exception>
    public static PersonaKitBuilder UseAzure(this PersonaKitBuilder builder, IConfiguration configuration)
    {
        var services = builder.Services;
        var cosmos = AzureSettings.Read(configuration, "Cosmos", "accountEndpoint");
        var personas = AzureSettings.Read(configuration, "Personas", "endpoint");
        var database = configuration["Cosmos:database"] is { Length: > 0 } name ? name : "personakit";
        var requests = new MeasuredRequests();
        var cosmosClient = cosmos.Connect(settings => NewCosmosClient(settings, requests));
        var tableClient = personas.Connect(NewTableClient);

        // Registered by a factory, so that the service container disposes of them.
        services.AddSingleton(provider =>
        {
            requests.Metrics = provider.GetService<EngineTelemetry>() is { } telemetry ? new RequestMetrics(telemetry.Meter) : null;
            return cosmosClient;
        });
        services.AddSingleton(_ => tableClient);
        services.AddSingleton(provider => new CosmosMindscapeStore(Container(provider, database, "mindscapes"), provider.GetRequiredService<CatalogSource>()));
        services.AddSingleton<IMindscapeStore>(static provider => provider.GetRequiredService<CosmosMindscapeStore>());
        services.AddSingleton(static provider => provider.GetRequiredService<CosmosMindscapeStore>().Checkpoints);
        services.AddSingleton<IMapperStore>(provider => new CosmosMapperStore(Container(provider, database, "mappers")));
        services.AddSingleton<IFeedPulse>(provider => new CosmosFeedPulse(Container(provider, database, "mindscapes")));
        services.TryAddSingleton<FeedPulseCheck>();
        services.TryAddSingleton<MindscapeChangeBatchHandler>();
        services.AddSingleton<IDeadLetterStore>(provider => new CosmosDeadLetterStore(Container(provider, database, "deadletters")));
        services.AddSingleton<IPersonaStore>(provider => new TablePersonaStore(
            provider.GetRequiredService<TableServiceClient>().GetTableClient(PersonasTable), provider.GetRequiredService<TimeProvider>()));
        return builder.MeasureStores();
    }

    private static Container Container(IServiceProvider provider, string database, string name) =>
        provider.GetRequiredService<CosmosClient>().GetContainer(database, name);

    private static CosmosClient NewCosmosClient(AzureSettings settings, MeasuredRequests requests)
    {
        var options = new CosmosClientOptions
        {
            ApplicationName = "PersonaKit",
            MaxRetryAttemptsOnRateLimitedRequests = 2,
            MaxRetryWaitTimeOnRateLimitedRequests = LongestRetry,
            RequestTimeout = TimeSpan.FromSeconds(10),
            EnableContentResponseOnWrite = false,
            CustomHandlers = { requests },
        };
        if (settings.ConnectionString is { } connectionString)
        {
            // An emulator supports gateway mode only, and is reachable only at the address of the connection string.
            options.ConnectionMode = ConnectionMode.Gateway;
            options.LimitToEndpoint = true;
            return new CosmosClient(connectionString, options);
        }

        return new CosmosClient(settings.Endpoint!.AbsoluteUri, settings.Credential(), options);
    }

    private static TableServiceClient NewTableClient(AzureSettings settings)
    {
        var options = new TableClientOptions
        {
            Retry = { MaxRetries = 2, Mode = RetryMode.Exponential, Delay = TimeSpan.FromMilliseconds(100), MaxDelay = LongestRetry, NetworkTimeout = TimeSpan.FromSeconds(10) },
        };
        return settings.ConnectionString is { } connectionString
            ? new TableServiceClient(connectionString, options)
            : new TableServiceClient(settings.Endpoint!, settings.Credential(), options);
    }
}
