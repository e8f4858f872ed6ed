using System.Collections.Immutable;
using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Storage;

/// <summary>
/// Keeps checkpoints of the person's history, for a store whose histories are long, and reads parts of that history. Everything here
/// follows from the observations: a checkpoint that is missing costs time and nothing else. A fold that scrubs an observation deletes the
/// checkpoints that include it, and an erase deletes all of the person's: after the durable write of either, what was forgotten is in no
/// checkpoint that can be read. The person is given as it was read before, so that a store need not read it again.
/// </summary>
public interface ICheckpointStore
{
    /// <summary>
    /// Reads the person's checkpoints, in order of their numbers. None includes anything that was taken back at or before the version of
    /// <paramref name="stored"/>, or that was erased; there are none for an erased person.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task<ImmutableArray<StoredCheckpoint>> ReadCheckpointsAsync(StoredMindscape stored, CancellationToken cancellationToken);

    /// <summary>
    /// Saves checkpoints in place of all that overlap them, if each ends at or before the newest folded observation, and nothing was taken
    /// back or erased since the version of <paramref name="stored"/>. Otherwise nothing is changed. A store may also refuse because it has
    /// any newer version, or because the history is so short that reading all of it costs no more.
    /// </summary>
    /// <returns>Whether they were saved.</returns>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task<bool> SaveCheckpointsAsync(StoredMindscape stored, ImmutableArray<StoredCheckpoint> checkpoints, CancellationToken cancellationToken);

    /// <summary>Reads the folded observations with these ids, scrubbed or not, in any order. Unknown ids are left out.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached, or the person was erased meanwhile.</exception>
    Task<ImmutableArray<AcceptedObservation>> FindFoldedAsync(
        StoredMindscape stored, IReadOnlyCollection<ObservationId> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the folded observations with numbers from <paramref name="first"/> to <paramref name="last"/>, both included, in order of
    /// their numbers.
    /// </summary>
    /// <param name="stored">The person.</param>
    /// <param name="first">The number of the first.</param>
    /// <param name="last">The number of the last.</param>
    /// <param name="selection">What is needed of their content; null for all they say. A store may return more.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException"> The store cannot be reached, or the person was erased during the enumeration.
    /// </exception>
    IAsyncEnumerable<AcceptedObservation> ReadFoldedRangeAsync(
        StoredMindscape stored, long first, long last, ContentSelection? selection, CancellationToken cancellationToken);
}
