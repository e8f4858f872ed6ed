using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Language.Mappers;

namespace PersonaKit.Engine.WhatIf;

/// <summary>Finds a revision of a mapper: an active one in the snapshot that is served, any other in the store.</summary>
public sealed class MapperRevisions(MapperRegistry registry, IMapperStore store)
{
    /// <summary>Finds and compiles a revision.</summary>
    /// <param name="id">The mapper.</param>
    /// <param name="revision">Null for the active one.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    public async Task<MapperRevisionOutcome> FindAsync(MapperId id, int? revision, CancellationToken cancellationToken)
    {
        var entry = (await registry.CurrentAsync(cancellationToken)).Find(id);
        var active = entry?.Active;
        if (active is not null && (revision ?? active.Revision) == active.Revision)
        {
            return new MapperRevisionOutcome.Found(new ParsedMapper(active.Program, active.Revision));
        }

        if (id.IsReserved || revision is not { } number || await store.FindAsync(id, number, cancellationToken) is not { } stored)
        {
            return entry is null ? new MapperRevisionOutcome.UnknownMapper() : new MapperRevisionOutcome.UnknownRevision();
        }

        var parsed = MapperParser.Parse(stored.Source);
        return parsed.Program is { } program
            ? new MapperRevisionOutcome.Found(new ParsedMapper(program, stored.Revision))
            : new MapperRevisionOutcome.Unreadable(parsed.Faults);
    }
}
