using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Mapping;

/// <summary>
/// The files of a host's catalog folder are where mappers start from: a changed file is a new revision and the active one, a file that is gone retires what it had
/// made active. Where somebody has decided through the API, that stands: a changed file is then kept as a draft. Instances that start at once do the same, each under
/// the etag it read, so it happens once.
/// </summary>
public sealed partial class MapperSeeds(IMapperStore store, TimeProvider time, ILogger<MapperSeeds> logger)
{
    private const int Attempts = 30;

    public async Task SyncFilesAsync(ImmutableArray<(MapperProgram Program, string Source)> files, CancellationToken cancellationToken)
    {
        var index = await ReadIndexAsync(cancellationToken);
        foreach (var (program, source) in files)
        {
            await SettleAsync(program.Id, FindIn(index, program.Id), head => SyncFilesAsync(program.Id, source, head, cancellationToken), cancellationToken);
        }

        var named = files.Select(file => file.Program.Id).ToHashSet();
        foreach (var head in index.Heads.Where(head => !named.Contains(head.Id)))
        {
            await SettleAsync(head.Id, head, current => RetireAsync(current!, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Again, on what is there now, until nobody else came in between.</summary>
    private async Task SettleAsync(MapperId id, MapperHead? head, Func<MapperHead?, Task<bool>> settle, CancellationToken cancellationToken)
    {
        for (var attempt = 1; !await settle(head); attempt++)
        {
            if (attempt == Attempts)
            {
                throw new StoreUnavailableException($"the mapper {id} was changed by others {Attempts} times");
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
                    throw new InvalidOperationException($"the file of the mapper {id} is larger than the store takes");
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
        await store.ReadIndexAsync(null, cancellationToken) ?? throw new InvalidOperationException("an index that was not known cannot be unchanged");

    private static MapperHead? FindIn(MapperIndex index, MapperId id) => index.Heads.FirstOrDefault(head => head.Id == id);

    [LoggerMessage(1, LogLevel.Warning, "The file of the mapper {Mapper} says revision {Revision}; what is active was decided through the API and stays")]
    private static partial void LogKept(ILogger logger, MapperId mapper, int revision);

    [LoggerMessage(2, LogLevel.Information, "The mapper {Mapper} has no file any more and is retired")]
    private static partial void LogGone(ILogger logger, MapperId mapper);
}
