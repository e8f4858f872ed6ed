using System.Collections.Immutable;
using PersonaKit.Core.Personas;

namespace PersonaKit.Engine.Storage;

/// <summary>Keeps mappers as the texts they were written in, in numbered revisions that never change; at most one of each mapper is active.</summary>
public interface IMapperStore
{
    /// <summary>The active revision of every mapper, in ordinal order of the ids.</summary>
    Task<ImmutableArray<StoredMapper>> ReadActiveAsync(CancellationToken cancellationToken);

    /// <summary>One revision of a mapper, active or not; null when there is none of that number.</summary>
    Task<StoredMapper?> FindAsync(MapperId id, int revision, CancellationToken cancellationToken);

    /// <summary>
    /// Makes <paramref name="source"/> the active text of the mapper: the active revision again when it is the same text, a new one (the highest
    /// number plus one, from 1) when it is not. Returns what is active now.
    /// </summary>
    Task<StoredMapper> PublishAsync(MapperId id, string source, DateTimeOffset at, CancellationToken cancellationToken);
}
