using Microsoft.Extensions.DependencyInjection;
using PersonaKit.Engine.Storage;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Engine.Measuring;

/// <summary>Puts the measuring decorators around the stores that are registered.</summary>
internal static class MeasuredStores
{
    public static void Measure(IServiceCollection services)
    {
        Decorate<IMindscapeStore>(services, static (store, metrics) => new MeasuredMindscapeStore(store, metrics));
        Decorate<ICheckpointStore>(services, static (store, metrics) => new MeasuredCheckpointStore(store, metrics));
        Decorate<IPersonaStore>(services, static (store, metrics) => new MeasuredPersonaStore(store, metrics));
        Decorate<IMapperStore>(services, static (store, metrics) => new MeasuredMapperStore(store, metrics));
        Decorate<IDeadLetterStore>(services, static (store, metrics) => new MeasuredDeadLetterStore(store, metrics));
    }

    private static void Decorate<T>(IServiceCollection services, Func<T, StoreMetrics, T> measure)
        where T : class
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i] is { ServiceType: var type, ImplementationFactory: { } create } && type == typeof(T))
            {
                services[i] = ServiceDescriptor.Singleton(provider => measure((T)create(provider), provider.GetRequiredService<EngineTelemetry>().Stores));
            }
        }
    }
}
