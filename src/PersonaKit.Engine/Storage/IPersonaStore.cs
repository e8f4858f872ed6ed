using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Storage;

/// <summary>
/// The cache of built personas: one head for each person, which holds the newest mindscape version, and one row for each mapper and
/// context. The store may lose rows at any time. It must never lower a head, and deletes one only after an erasure has set its expiry.
/// </summary>
public interface IPersonaStore
{
    /// <summary>Reads the person's head and the row with the key, valid or not.</summary>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    ValueTask<PersonaLookup> FindAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the row and replaces any other with its key. A row that is older than the head may be written; it is never valid. The call
    /// may return before the row can be read.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    ValueTask SaveAsync(PersonId personId, PersonaRow row, CancellationToken cancellationToken);

    /// <summary>
    /// Raises the head to <paramref name="version"/>; an equal or newer head is kept. Every lookup after the return sees it.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task AdvanceHeadAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken);

    /// <summary>Reads the person's head and all rows, valid or not, in ordinal order of their keys.</summary>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task<PersonaListing> ListAsync(PersonId personId, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the personas of an erased person: raises the head to the tombstone's version, sets its expiry to
    /// <paramref name="forgetAt"/>, and deletes every older row. From that instant on, purged or not, the head counts as absent, and so
    /// does every older row. A later fold that raises the head removes the expiry; a head that is already newer than the tombstone is kept.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task EraseAsync(PersonId personId, MindscapeVersion tombstone, DateTimeOffset forgetAt, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes every row that was built from an older version than <paramref name="version"/>, because it may hold what was retracted.
    /// Called after the head was raised to that version.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task DeleteOlderAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes at most <paramref name="limit"/> rows and heads that expired at or before <paramref name="now"/>, and with each head the
    /// older rows that were saved late. No other row and no other head is deleted.
    /// </summary>
    /// <returns>How many expired rows and heads were deleted.</returns>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task<int> PurgeExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);
}
