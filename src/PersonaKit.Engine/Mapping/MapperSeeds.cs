using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Mapping;

/// <summary>
/// Synchronizes the store with the mapper files of a host's catalog folder. A changed file becomes a new, active revision; a removed file
/// retires the mapper if its active revision came from the file. A decision made through the API stays: a changed file is then stored as a
/// draft. Instances that start at the same time write under the etag that they read, so each change is made once.
/// </summary>
public sealed partial class MapperSeeds(IMapperStore store, TimeProvider time, ILogger<MapperSeeds> logger)
{
    private const int Attempts = 30;

    /// <summary>
    /// Publishes the trait catalog of the files, unless the last one was pushed through the API: then it becomes a draft.
    /// </summary>
    /// <param name="source">The text of the catalog.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be reached, or others changed the catalog in every attempt.</exception>
    /// <exception cref="InvalidOperationException">The text is larger than the store accepts.</exception>
    public async Task SyncCatalogAsync(string source, CancellationToken cancellationToken)
    {
        var id = PublishedCatalog.Id;
        var published = FindIn(await ReadIndexAsync(cancellationToken), id);
        await SettleAsync(id, published, head => SyncFilesAsync(id, source, head, cancellationToken), cancellationToken);
    }

    /// <summary>Adds, activates and retires revisions until the store reflects the files.</summary>
    /// <param name="files">All mappers of the catalog folder, each id once.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be reached, or others changed a mapper in every attempt.</exception>
    /// <exception cref="InvalidOperationException">A file is larger than the store accepts.</exception>
    public async Task SyncFilesAsync(ImmutableArray<(MapperProgram Program, string Source)> files, CancellationToken cancellationToken)
    {
        var index = await ReadIndexAsync(cancellationToken);
        foreach (var (program, source) in files)
        {
            await SettleAsync(program.Id, FindIn(index, program.Id), head => SyncFilesAsync(program.Id, source, head, cancellationToken), cancellationToken);
        }

        var named = files.Select(file => file.Program.Id).ToHashSet();
        foreach (var head in index.Heads.Where(head => head.Id != PublishedCatalog.Id && !named.Contains(head.Id)))
        {
            await SettleAsync(head.Id, head, current => RetireAsync(current!, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Repeats the change on the current head until it is written without a conflict.</summary>
    private async Task SettleAsync(MapperId id, MapperHead? head, Func<MapperHead?, Task<bool>> settle, CancellationToken cancellationToken)
    {
        for (var attempt = 1; !await settle(head); attempt++)
        {
            if (attempt == Attempts)
            {
                throw new StoreUnavailableException($"the mapper {id} was changed by others in {Attempts} attempts");
            }

            head = FindIn(await ReadIndexAsync(cancellationToken), id);
        }
    }

    private async Task<bool> SyncFilesAsync(MapperId id, string source, MapperHead? head, CancellationToken cancellationToken)
    {
        if (head?.Seed is null || head.Seed.Digest != MapperRevision.DigestOf(source))
        {
            switch (await store.AddAsync(id, source, MapperOrigin.File, time.GetUtcNow(), head?.ETag, cancellationToken))
            {
                case MapperWriteOutcome.Saved added:
                    head = added.Head;
                    break;
                case MapperWriteOutcome.TooLarge:
                    throw new InvalidOperationException($"the file of the mapper {id} is larger than the store accepts");
                default:
                    return false;
            }
        }

        var seed = head.Seed!;
        if (head.Active?.Number == seed.Number)
        {
            return true;
        }

        if (head.DecidedBy == MapperOrigin.Api)
        {
            LogKept(logger, id, seed.Number);
            return true;
        }

        return await store.ActivateAsync(id, seed.Number, MapperOrigin.File, head.ETag, cancellationToken) is MapperWriteOutcome.Saved;
    }

    private async Task<bool> RetireAsync(MapperHead head, CancellationToken cancellationToken)
    {
        if (head.Active is not { Origin: MapperOrigin.File })
        {
            return true;
        }

        LogGone(logger, head.Id);
        return await store.RetireAsync(head.Id, MapperOrigin.File, head.ETag, cancellationToken) is MapperWriteOutcome.Saved;
    }

    private async Task<MapperIndex> ReadIndexAsync(CancellationToken cancellationToken) =>
        await store.ReadIndexAsync(null, cancellationToken)
        ?? throw new InvalidOperationException("an unconditional read of the index returned 'not modified'");

    private static MapperHead? FindIn(MapperIndex index, MapperId id) => index.Heads.FirstOrDefault(head => head.Id == id);

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "The file of the mapper {Mapper} became revision {Revision}, a draft: the active revision was chosen through the API")]
    private static partial void LogKept(ILogger logger, MapperId mapper, int revision);

    [LoggerMessage(2, LogLevel.Information, "The file of the mapper {Mapper} was removed; the mapper is retired")]
    private static partial void LogGone(ILogger logger, MapperId mapper);
}
