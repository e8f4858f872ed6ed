using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Erasing;
using PersonaKit.Engine.Exporting;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Engine.Telemetry;
using PersonaKit.Engine.WhatIf;

namespace PersonaKit.Engine.Hosting;

/// <summary>Registers the use cases over whatever stores are registered. What is registered already stays.</summary>
public static class EngineServices
{
    /// <summary>The use cases without the HTTP API, for a host that has another one.</summary>
    public static PersonaKitBuilder AddPersonaKitEngine(this IServiceCollection services)
    {
        var builder = new PersonaKitBuilder(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<EngineOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EngineOptions>, EngineOptionsValidator>());
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<EngineOptions>>().Value);
        if (!services.Any(static service => service.ServiceType == typeof(CatalogSource)))
        {
            builder.UseCatalog(PersonaKitBuilder.ShippedCatalog);
        }

        services.TryAddSingleton<EngineTelemetry>();
        services.TryAddSingleton<LongFolds>();
        services.TryAddSingleton(static provider => new MindscapeFolder(
            provider.GetRequiredService<IMindscapeStore>(),
            provider.GetRequiredService<CatalogSource>(),
            provider.GetService<ICheckpointStore>() is { } checkpoints
                ? ActivatorUtilities.CreateInstance<CheckpointedHistory>(provider, checkpoints)
                : null,
            provider.GetRequiredService<LongFolds>()));
        services.TryAddSingleton<MindscapeReader>();
        services.TryAddSingleton<TraitHistoryReader>();
        services.TryAddSingleton<MindscapeChangeHandler>();
        services.TryAddSingleton<MindscapeRebuilder>();
        services.TryAddSingleton<ObservationRecorder>();
        services.TryAddSingleton<PersonaProvider>();
        services.TryAddSingleton<PersonaExplainer>();
        services.TryAddSingleton<PersonaPurge>();
        services.TryAddSingleton<PersonEraser>();
        services.TryAddSingleton<PersonExporter>();
        services.TryAddSingleton<MapperRegistry>();
        services.TryAddSingleton<MapperRevisions>();
        services.TryAddSingleton<MapperLifecycle>();
        services.TryAddSingleton<CatalogLifecycle>();
        services.TryAddSingleton<MapperSeeds>();
        services.TryAddSingleton<MapperPreview>();
        services.TryAddSingleton<MapperComparer>();
        services.AddHostedService<CatalogPublisher>();
        return builder;
    }
}
