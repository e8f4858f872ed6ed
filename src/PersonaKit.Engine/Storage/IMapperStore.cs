using PersonaKit.Core.Personas.Programs;

namespace PersonaKit.Engine.Storage;

/// <summary>
/// Keeps mappers as the texts they were written in, in revisions that count from 1 and never change, and says which of each mapper's revisions is active: one or
/// none, at every instant and for every reader. A mapper is never deleted.
/// </summary>
public interface IMapperStore
{
    /// <summary>All heads, or null when nothing changed since the index with the etag <paramref name="known"/>.</summary>
    Task<MapperIndex?> ReadIndexAsync(string? known, CancellationToken cancellationToken);

    /// <summary>Null for a mapper that is not there.</summary>
    Task<MapperHistory?> ReadHistoryAsync(MapperId id, CancellationToken cancellationToken);

    /// <summary>The text of a revision by its number; null when there is no such revision.</summary>
    Task<StoredMapper?> FindAsync(MapperId id, int revision, CancellationToken cancellationToken);

    /// <summary>The text of a revision that a head named, in one read; null while the store does not show it.</summary>
    Task<StoredMapper?> FindAsync(MapperId id, MapperRevision revision, CancellationToken cancellationToken);

    /// <summary>
    /// Adds <paramref name="source"/> as the newest revision, which activates nothing. The text of the newest revision is that revision again, whatever the etag:
    /// a retry finds what it wrote.
    /// </summary>
    /// <param name="etag">The etag of the head that was read; null says that there must be no such mapper.</param>
    Task<MapperWriteOutcome> AddAsync(MapperId id, string source, MapperOrigin origin, DateTimeOffset at, string? etag, CancellationToken cancellationToken);

    /// <summary>Makes a revision the active one, and no other.</summary>
    Task<MapperWriteOutcome> ActivateAsync(MapperId id, int revision, MapperOrigin by, string etag, CancellationToken cancellationToken);

    /// <summary>Leaves no revision active; all stay.</summary>
    Task<MapperWriteOutcome> RetireAsync(MapperId id, MapperOrigin by, string etag, CancellationToken cancellationToken);
}
