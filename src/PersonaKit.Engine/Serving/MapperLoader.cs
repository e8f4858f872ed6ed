using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;
using PersonaKit.Language.Catalogs;
using PersonaKit.Language.Mappers;

namespace PersonaKit.Engine.Serving;

/// <summary>
/// Builds a snapshot from an index. Reads only texts that the previous snapshot lacks; an unreadable mapper does not affect the others.
/// </summary>
internal sealed partial class MapperLoader(IMapperStore store, ILogger logger)
{
    public async Task<MapperSnapshot> LoadAsync(MapperIndex index, MapperSnapshot? known, long at, int generation)
    {
        var entries = ImmutableArray.CreateBuilder<MapperEntry>(index.Heads.Length);
        var isComplete = true;
        var catalog = known?.Catalog;
        foreach (var head in index.Heads)
        {
            if (head.Id == PublishedCatalog.Id)
            {
                catalog = await LoadCatalogAsync(head, catalog);
                isComplete &= head.Active is null || catalog?.Head.Active?.Number == head.Active.Number;
                continue;
            }

            var revision = head.Active ?? head.Newest;
            var loaded = known?.Find(head.Id)?.Shown is { } shown && shown.Revision == revision.Number ? shown : null;
            if (loaded is null)
            {
                var stored = await store.FindAsync(head.Id, revision, CancellationToken.None);
                isComplete &= stored is not null;
                loaded = Parse(head.Id, revision, stored);
            }

            entries.Add(new MapperEntry(head, head.Active is null ? null : loaded, loaded));
        }

        return new MapperSnapshot(entries.DrainToImmutable(), catalog, isComplete ? index.ETag : null, at, generation);
    }

    /// <returns>What was known before as long as the text is not there.</returns>
    private async Task<PublishedCatalog?> LoadCatalogAsync(MapperHead head, PublishedCatalog? known)
    {
        if (head.Active is not { } active)
        {
            return known;
        }

        if (known?.Head.Active?.Number == active.Number)
        {
            return known with { Head = head };
        }

        if (await store.FindAsync(head.Id, active, CancellationToken.None) is not { } stored)
        {
            LogMissing(logger, head.Id, active.Number);
            return known;
        }

        var parsed = TraitCatalogParser.Parse(stored.Source);
        if (parsed.Catalog is null)
        {
            LogUnreadableCatalog(logger, active.Number, parsed.Faults.Length, parsed.Faults[0].Line);
        }

        return new PublishedCatalog(head, stored.Source, parsed.Catalog);
    }

    private CompiledMapper? Parse(MapperId id, MapperRevision revision, StoredMapper? stored)
    {
        if (stored is null)
        {
            LogMissing(logger, id, revision.Number);
            return null;
        }

        var parsed = MapperParser.Parse(stored.Source);
        if (parsed.Program is { } program)
        {
            return new CompiledMapper(stored, program);
        }

        LogUnreadable(logger, id, revision.Number, parsed.Faults.Length, parsed.Faults[0].Line);
        return null;
    }

    [LoggerMessage(2, LogLevel.Error, "Revision {Revision} of the mapper {Mapper} is in the index, but its text is missing")]
    private static partial void LogMissing(ILogger logger, MapperId mapper, int revision);

    [LoggerMessage(
        4, LogLevel.Error, "Revision {Revision} of the trait catalog cannot be read by this version, which goes by the one it knew: {Count} errors, the first in line {Line}")]
    private static partial void LogUnreadableCatalog(ILogger logger, int revision, int count, int line);

    [LoggerMessage(3, LogLevel.Error, "Revision {Revision} of the mapper {Mapper} cannot be read by this version: {Count} errors, the first in line {Line}")]
    private static partial void LogUnreadable(ILogger logger, MapperId mapper, int revision, int count, int line);
}
