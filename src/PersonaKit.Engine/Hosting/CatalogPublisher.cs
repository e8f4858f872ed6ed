using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Serving;
using PersonaKit.Language.Review;

namespace PersonaKit.Engine.Hosting;

/// <summary>
/// Brings the trait catalog and the mapper files into the store and reads it before the first hosted service starts, the server included:
/// no request finds a registry that is still empty. Says what is in use, and every warning of a mapper.
/// </summary>
internal sealed partial class CatalogPublisher(
    MapperSeeds seeds, MapperRegistry mappers, LoadedCatalog catalog, CatalogSource catalogs, ILogger<CatalogPublisher> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (catalog.Source.Length > 0)
        {
            await seeds.SyncCatalogAsync(catalog.Source, cancellationToken);
        }

        await seeds.SyncFilesAsync(catalog.Mappers, cancellationToken);
        Tell(await mappers.CurrentAsync(cancellationToken));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Tell(MapperSnapshot known)
    {
        var traits = catalogs.Current;
        var active = known.All.Where(mapper => mapper.Active is not null).ToList();
        var names = string.Join(", ", active.Select(mapper => mapper.Head.Id));
        LogLoaded(logger, traits.Definitions.Length, known.Catalog?.Head.Active?.Number ?? 0, active.Count, names);
        foreach (var mapper in active)
        {
            foreach (var warning in MapperReview.Of(mapper.Active!.Stored.Source, traits).Warnings)
            {
                LogWarning(logger, mapper.Head.Id.Value, warning.Line, warning.Message);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "The trait catalog has {Traits} traits (revision {Revision}); {Count} mappers are active: {Mappers}")]
    private static partial void LogLoaded(ILogger logger, int traits, int revision, int count, string mappers);

    [LoggerMessage(2, LogLevel.Warning, "The mapper {Mapper}, line {Line}: {Warning}")]
    private static partial void LogWarning(ILogger logger, string mapper, int line, string warning);
}
