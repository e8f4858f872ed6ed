using Microsoft.Extensions.Hosting;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Serving;

namespace PersonaKit.Functions.Hosting;

/// <summary>
/// Makes the shipped mappers the active ones before the worker reports to the host, which it does when hosted services start: no request may
/// find a registry that is still empty.
/// </summary>
internal sealed class CatalogPublisher(MapperRegistry mappers, LoadedCatalog catalog, TimeProvider time) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) =>
        mappers.PublishAsync(catalog.Mappers, Instants.Truncate(time.GetUtcNow()), cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
