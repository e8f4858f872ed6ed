using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Storage;

/// <summary>
/// Keeps checkpoints of the person's history, for a store whose histories are long, and reads parts of that history. Everything here follows
/// from the observations: a checkpoint that is missing costs time and nothing else. A fold that scrubs an observation deletes the checkpoints
/// that include it, and an erase deletes all of the person's, in the same durable write: what was forgotten is in no checkpoint.
/// </summary>
public interface ICheckpointStore
{
    /// <summary>Reads the person's checkpoints at one moment, in order of their numbers; none for an unknown or erased person.</summary>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task<ImmutableArray<StoredCheckpoint>> ReadCheckpointsAsync(PersonId personId, CancellationToken cancellationToken);

    /// <summary>
    /// Saves checkpoints in place of all that overlap them, if the person's stored version is still <paramref name="version"/> and each
    /// checkpoint ends at or before the newest folded observation. Otherwise nothing is changed.
    /// </summary>
    /// <returns>Whether they were saved.</returns>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task<bool> SaveCheckpointsAsync(
        PersonId personId, MindscapeVersion version, ImmutableArray<StoredCheckpoint> checkpoints, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the folded observations with numbers from <paramref name="first"/> to <paramref name="last"/>, both included, in order of their
    /// numbers.
    /// </summary>
    /// <exception cref="StoreUnavailableException">
    /// The store cannot be reached, or the person was erased during the enumeration.
    /// </exception>
    IAsyncEnumerable<AcceptedObservation> ReadFoldedRangeAsync(PersonId personId, long first, long last, CancellationToken cancellationToken);
}
