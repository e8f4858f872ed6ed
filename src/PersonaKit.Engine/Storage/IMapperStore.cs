using PersonaKit.Core.Personas.Programs;

namespace PersonaKit.Engine.Storage;

/// <summary>
/// Stores mappers as texts in immutable revisions, numbered from 1, and which revision of each mapper is active: one or none, the same for
/// every reader. A mapper is never deleted. Every call may throw <see cref="StoreUnavailableException"/> when the store is throttled or
/// cannot be reached.
/// </summary>
public interface IMapperStore
{
    /// <summary>Reads the heads of all mappers.</summary>
    /// <param name="known">The etag of an index that the caller has; null to read in any case.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Null when the index still has the etag <paramref name="known"/>.</returns>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task<MapperIndex?> ReadIndexAsync(string? known, CancellationToken cancellationToken);

    /// <summary>Reads a mapper with all of its revisions; null when there is no such mapper.</summary>
    Task<MapperHistory?> ReadHistoryAsync(MapperId id, CancellationToken cancellationToken);

    /// <summary>Reads the text of a revision by its number; null when there is no such revision.</summary>
    Task<StoredMapper?> FindAsync(MapperId id, int revision, CancellationToken cancellationToken);

    /// <summary>Reads the text of a revision that a head names, in one read; null while the replica does not have it yet.</summary>
    Task<StoredMapper?> FindAsync(MapperId id, MapperRevision revision, CancellationToken cancellationToken);

    /// <summary>
    /// Adds <paramref name="source"/> as the newest revision without activating it. If the newest revision has the same text, nothing is
    /// added whatever the etag is, so that a retry finds what it wrote.
    /// </summary>
    /// <param name="id">The mapper.</param>
    /// <param name="source">The text.</param>
    /// <param name="origin">Where the text came from.</param>
    /// <param name="at">When it was added.</param>
    /// <param name="etag">The etag of the head that was read; null when the mapper must not exist.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task<MapperWriteOutcome> AddAsync(MapperId id, string source, MapperOrigin origin, DateTimeOffset at, string? etag, CancellationToken cancellationToken);

    /// <summary>Activates a revision; any other becomes inactive.</summary>
    /// <param name="id">The mapper.</param>
    /// <param name="revision">The revision's number, from 1.</param>
    /// <param name="by">Where the decision came from.</param>
    /// <param name="etag">The etag of the head that was read.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task<MapperWriteOutcome> ActivateAsync(MapperId id, int revision, MapperOrigin by, string etag, CancellationToken cancellationToken);

    /// <summary>Deactivates the mapper; all revisions stay.</summary>
    /// <param name="id">The mapper.</param>
    /// <param name="by">Where the decision came from.</param>
    /// <param name="etag">The etag of the head that was read.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task<MapperWriteOutcome> RetireAsync(MapperId id, MapperOrigin by, string etag, CancellationToken cancellationToken);
}
