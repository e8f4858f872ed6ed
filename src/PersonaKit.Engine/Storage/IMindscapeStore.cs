using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Storage;

/// <summary>
/// Stores the accepted observations of each person and the mindscape folded from them. Every call may throw
/// <see cref="StoreUnavailableException"/>; any other exception is a bug.
/// </summary>
public interface IMindscapeStore
{
    /// <summary>
    /// Appends observations of one person to the inbox, in one durable write. An id that is already stored is not stored again: the item
    /// is a <see cref="AppendedItem.Duplicate"/> when the fingerprint is the same, a <see cref="AppendedItem.Conflict"/> when it differs,
    /// and <see cref="AppendedItem.Retracted"/> when the observation was scrubbed and has no fingerprint any more. The rest of the batch
    /// is stored. A person's first observation creates the person. If more than <paramref name="inboxLimit"/> observations would be in
    /// the inbox, nothing is stored. An append to an erased person creates the person again with an empty history; version and numbers
    /// continue from the tombstone. A batch that takes back what is neither stored nor an earlier item of it is not stored, and never
    /// creates or revives a person: whether it is stored is decided in the same write, so that an erase in between is seen, and never by
    /// a read that may be behind. An item that takes back an id for which another item is refused is <see cref="AppendedItem.Refused"/>.
    /// </summary>
    /// <exception cref="StoreUnavailableException"> The store is throttled or cannot be reached; the batch may or may not be stored.
    /// </exception>
    Task<AppendOutcome> AppendAsync(PersonId personId, ImmutableArray<Observation> observations, int inboxLimit, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the stored mindscape and the inbox at one moment; null for an unknown person. An erased person is returned as a tombstone
    /// (<see cref="StoredMindscape.ErasedAt"/>) for at least <see cref="ErasureLifetimes.Tombstone"/>, and as null some time after that.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task<StoredMindscape?> ReadAsync(PersonId personId, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces <paramref name="basis"/> by <paramref name="folded"/> and moves the inbox of the basis to the history, in one durable
    /// write. Returns <see cref="ReplaceOutcome.Conflict"/> and changes nothing when another fold was saved since the basis was read, the
    /// person was erased since then, or the basis is a tombstone. Observations accepted since then stay in the inbox. Observations that the
    /// inbox of the basis retracts are scrubbed: after <see cref="ReplaceOutcome.Saved"/> the store contains their content nowhere, and no
    /// fold based on an earlier read can restore it.
    /// </summary>
    /// <exception cref="ArgumentException">The version of <paramref name="folded"/> is not greater than that of the basis.</exception>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken);

    /// <summary>Reads all observations that were folded into the person's mindscape, oldest first by number.</summary>
    /// <exception cref="StoreUnavailableException">
    /// The store cannot be reached, or the person was erased during the enumeration.
    /// </exception>
    IAsyncEnumerable<AcceptedObservation> ReadFoldedAsync(PersonId personId, CancellationToken cancellationToken);

    /// <summary>
    /// Reads accepted observations, folded or not, newest first by number: at most <paramref name="limit"/>, with numbers below
    /// <paramref name="before"/> (any number when null). A retracted observation is returned without its content, even before a fold scrubs
    /// it.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task<ImmutableArray<AcceptedObservation>> ReadNewestAsync(PersonId personId, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces everything that is stored about the person by a tombstone, in one durable write; from then on no reader sees the old
    /// state. The tombstone has the version after <see cref="StoredMindscape.VersionAhead"/>, so that it is newer than whatever a reader
    /// has built, and the same <see cref="StoredMindscape.LastSequence"/>. A call after an interrupted one completes it.
    /// </summary>
    /// <returns>The version of the tombstone; null when the person is unknown or already erased.</returns>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task<MindscapeVersion?> EraseAsync(PersonId personId, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes data that an interrupted erase or a concurrent fold may have left, and that no reader can reach. Changes nothing if the
    /// person was created again.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task EraseLeftoversAsync(StoredMindscape tombstone, CancellationToken cancellationToken);

    /// <summary>
    /// Returns a sample of at most <paramref name="limit"/> people, each once, without erased ones. The store chooses them and may read a
    /// bounded part of the data; a store with few people returns all of them.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task<ImmutableArray<PersonId>> SamplePeopleAsync(int limit, CancellationToken cancellationToken);
}
