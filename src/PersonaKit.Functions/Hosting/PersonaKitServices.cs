using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PersonaKit.Api;
using PersonaKit.Api.Feedback;
using PersonaKit.Api.Health;
using PersonaKit.Api.Mappers;
using PersonaKit.Api.Mindscapes;
using PersonaKit.Api.Observing;
using PersonaKit.Api.People;
using PersonaKit.Api.Personas;
using PersonaKit.Api.Traits;
using PersonaKit.Api.WhatIf;
using PersonaKit.Engine;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Erasing;
using PersonaKit.Engine.Exporting;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.WhatIf;

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
        services.TryAddSingleton<TraitHistoryReader>();
        services.TryAddSingleton<MindscapeChangeHandler>();
        services.TryAddSingleton<MindscapeChangeBatchHandler>();
        services.TryAddSingleton<MindscapeRebuilder>();
        services.TryAddSingleton<ObservationRecorder>();
        services.TryAddSingleton<PersonaProvider>();
        services.TryAddSingleton<PersonaExplainer>();
        services.TryAddSingleton<MapperRevisions>();
        services.TryAddSingleton<MapperPreview>();
        services.TryAddSingleton<MapperComparer>();
        services.TryAddSingleton<PersonaPurge>();
        services.TryAddSingleton<PersonEraser>();
        services.TryAddSingleton<PersonExporter>();
        services.TryAddSingleton<MapperRegistry>();
        services.TryAddSingleton<MapperLifecycle>();
        services.TryAddSingleton<MapperSeeds>();
        services.TryAddSingleton<IHostHealth, StoreHealth>();
        services.TryAddSingleton<ObservationEndpoints>();
        services.TryAddSingleton<MindscapeEndpoints>();
        services.TryAddSingleton<PersonaEndpoints>();
        services.TryAddSingleton<PersonEndpoints>();
        services.TryAddSingleton<MapperEndpoints>();
        services.TryAddSingleton<PreviewEndpoints>();
        services.TryAddSingleton<ComparisonEndpoints>();
        services.TryAddSingleton<TraitEndpoints>();
        services.TryAddSingleton<FeedbackEndpoints>();
        services.TryAddSingleton<TraitHistoryEndpoints>();
        services.TryAddSingleton<HealthEndpoints>();
        services.TryAddSingleton<ApiEndpoints>();
        services.TryAddSingleton<ApiInvoker>();
        return services.AddHostedService<CatalogPublisher>();
    }
}
