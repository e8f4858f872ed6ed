using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Storage;

/// <summary>
/// Keeps, per person, the accepted observations and the mindscape folded from them. Every call may throw <see cref="StoreUnavailableException"/>
/// and nothing else that is not a bug.
/// </summary>
public interface IMindscapeStore
{
    /// <summary>
    /// Takes observations of one person into the inbox, all in one durable write. An id that is known already is not taken again: the item is a
    /// <see cref="AppendedItem.Duplicate"/> when the fingerprint is the same and a <see cref="AppendedItem.Conflict"/> when it is not, or
    /// <see cref="AppendedItem.Retracted"/> when that is forgotten and nobody can tell any more; the others of the batch are taken all the same. A
    /// person's first observation creates the person. When more than <paramref name="inboxLimit"/> would wait to be folded, nothing is taken. An
    /// erased person lives again, with an empty history: version and numbers go on from the tombstone's. A batch that takes back what is not in it brings
    /// nobody to life.
    /// </summary>
    Task<AppendOutcome> AppendAsync(PersonId personId, ImmutableArray<Observation> observations, int inboxLimit, CancellationToken cancellationToken);

    /// <summary>
    /// The stored mindscape and the inbox, read at one instant; null for a person nothing was ever accepted for. An erased person is a tombstone
    /// (<see cref="StoredMindscape.ErasedAt"/>) for <see cref="ErasureLifetimes.Tombstone"/> at least, and null some time after that.
    /// </summary>
    Task<StoredMindscape?> ReadAsync(PersonId personId, CancellationToken cancellationToken);

    /// <summary>
    /// Puts <paramref name="folded"/> in the place of <paramref name="basis"/> and takes the inbox of the basis out of the inbox, in one durable write.
    /// Fails with <see cref="ReplaceOutcome.Conflict"/>, changing nothing, when another fold was saved since the basis was read, the person was erased since
    /// then, or the basis is a tombstone. Observations accepted since then stay in the inbox. Whatever the inbox of the basis takes back is forgotten: once
    /// this has answered <see cref="ReplaceOutcome.Saved"/>, the store holds what it said nowhere any more, and no fold that was read before can bring
    /// it back.
    /// </summary>
    Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken);

    /// <summary>Every observation that was ever folded into the person's mindscape, oldest first by number. Breaks off as unavailable when the person is erased meanwhile.</summary>
    IAsyncEnumerable<AcceptedObservation> ReadFoldedAsync(PersonId personId, CancellationToken cancellationToken);

    /// <summary>Those of the ids under which an observation was accepted, folded or not, forgotten or not, in no promised order.</summary>
    Task<ImmutableArray<AcceptedObservation>> FindAsync(PersonId personId, IReadOnlyCollection<ObservationId> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Accepted observations, folded or not, newest first by number, at most <paramref name="limit"/> with a number below <paramref name="before"/>
    /// (all, when null). What was taken back is shown as forgotten even while the fold that forgets it is still to come.
    /// </summary>
    Task<ImmutableArray<AcceptedObservation>> ReadNewestAsync(PersonId personId, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Puts a tombstone in the place of everything that is stored of the person, in one durable write after which nobody reads any of it: its version is the
    /// next one, its <see cref="StoredMindscape.LastSequence"/> stays. Returns that version; null when nothing is known of the person, or only a
    /// tombstone. Called again after it broke off, it finishes.
    /// </summary>
    Task<MindscapeVersion?> EraseAsync(PersonId personId, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes what an erase that broke off, or a fold that was under way, may have left in the store out of everybody's reach. Touches nothing of a
    /// person who lives again.
    /// </summary>
    Task EraseLeftoversAsync(StoredMindscape tombstone, CancellationToken cancellationToken);

    /// <summary>
    /// Some people of whom something was accepted, each once, at most <paramref name="limit"/>: a sample to try things on. Which ones is the store's
    /// choice, and it may look at a bounded part of them only; an empty store has none, and one with few people gives them all.
    /// </summary>
    Task<ImmutableArray<PersonId>> SamplePeopleAsync(int limit, CancellationToken cancellationToken);
}
