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
    /// <see cref="AppendedItem.Duplicate"/> when the fingerprint is the same and a <see cref="AppendedItem.Conflict"/> when it is not; the others of the
    /// batch are taken all the same. A person's first observation creates the person. When more than <paramref name="inboxLimit"/> would
    /// wait to be folded, nothing is taken.
    /// </summary>
    Task<AppendOutcome> AppendAsync(PersonId personId, ImmutableArray<Observation> observations, int inboxLimit, CancellationToken cancellationToken);

    /// <summary>The stored mindscape and the inbox, read at one instant; null for a person nothing was ever accepted for.</summary>
    Task<StoredMindscape?> ReadAsync(PersonId personId, CancellationToken cancellationToken);

    /// <summary>
    /// Puts <paramref name="folded"/> in the place of <paramref name="basis"/> and takes the inbox of the basis out of the inbox, in one durable write.
    /// Fails with <see cref="ReplaceOutcome.Conflict"/>, changing nothing, when another fold was saved since the basis was read. Observations
    /// accepted since then stay in the inbox.
    /// </summary>
    Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken);

    /// <summary>Every observation that was ever folded into the person's mindscape, in no promised order.</summary>
    IAsyncEnumerable<AcceptedObservation> ReadFoldedAsync(PersonId personId, CancellationToken cancellationToken);

    /// <summary>
    /// Accepted observations, folded or not, newest first by number, at most <paramref name="limit"/> with a number below <paramref name="before"/>
    /// (all, when null).
    /// </summary>
    Task<ImmutableArray<AcceptedObservation>> ReadNewestAsync(PersonId personId, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Some people of whom something was accepted, each once, at most <paramref name="limit"/>: a sample to try things on. Which ones is the store's
    /// choice, and it may look at a bounded part of them only; an empty store has none, and one with few people gives them all.
    /// </summary>
    Task<ImmutableArray<PersonId>> SamplePeopleAsync(int limit, CancellationToken cancellationToken);
}
