using Microsoft.Extensions.Hosting;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Serving;

namespace PersonaKit.Engine.Hosting;

/// <summary>
/// Brings the mapper files of the catalog into the store and reads it before the first hosted service starts, the server included: no request finds a registry
/// that is still empty.
/// </summary>
internal sealed class CatalogPublisher(MapperSeeds seeds, MapperRegistry mappers, LoadedCatalog catalog) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await seeds.SyncFilesAsync(catalog.Mappers, cancellationToken);
        await mappers.CurrentAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
