using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PersonaKit.Api;
using PersonaKit.Api.Health;
using PersonaKit.Api.Mappers;
using PersonaKit.Api.Mindscapes;
using PersonaKit.Api.Observing;
using PersonaKit.Api.Personas;
using PersonaKit.Api.Traits;
using PersonaKit.Api.WhatIf;
using PersonaKit.Engine;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.WhatIf;
using PersonaKit.Functions.Changes;

namespace PersonaKit.Functions.Hosting;

/// <summary>The use cases and the API over whatever stores are registered.</summary>
internal static class PersonaKitServices
{
    public static IServiceCollection AddPersonaKit(this IServiceCollection services, LoadedCatalog catalog)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new EngineOptions());
        services.TryAddSingleton(catalog);
        services.TryAddSingleton(catalog.Traits);
        services.TryAddSingleton<MindscapeFolder>();
        services.TryAddSingleton<MindscapeReader>();
        services.TryAddSingleton<MindscapeChangeHandler>();
        services.TryAddSingleton<MindscapeChangeBatchHandler>();
        services.TryAddSingleton<IMindscapeChanges, MindscapeChanges>();
        services.TryAddSingleton<ObservationRecorder>();
        services.TryAddSingleton<PersonaProvider>();
        services.TryAddSingleton<PersonaExplainer>();
        services.TryAddSingleton<MapperRevisions>();
        services.TryAddSingleton<MapperPreview>();
        services.TryAddSingleton<MapperComparer>();
        services.TryAddSingleton<PersonaPurge>();
        services.TryAddSingleton<MapperRegistry>();
        services.TryAddSingleton<IHostHealth, StoreHealth>();
        services.TryAddSingleton<ObservationEndpoints>();
        services.TryAddSingleton<MindscapeEndpoints>();
        services.TryAddSingleton<PersonaEndpoints>();
        services.TryAddSingleton<MapperEndpoints>();
        services.TryAddSingleton<PreviewEndpoints>();
        services.TryAddSingleton<ComparisonEndpoints>();
        services.TryAddSingleton<TraitEndpoints>();
        services.TryAddSingleton<HealthEndpoints>();
        services.TryAddSingleton<ApiEndpoints>();
        services.TryAddSingleton<ApiInvoker>();
        return services.AddHostedService<CatalogPublisher>();
    }
}
