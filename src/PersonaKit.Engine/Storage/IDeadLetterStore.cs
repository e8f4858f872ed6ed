using System.Collections.Immutable;

namespace PersonaKit.Engine.Storage;

/// <summary>
/// Stores changes that could not be handled. A dead letter contains no observations; those are still in the person's inbox.
/// </summary>
public interface IDeadLetterStore
{
    /// <summary>Stores a dead letter for a document. If there is one already, its attempts are incremented.</summary>
    /// <param name="documentId">The person's id, or the document's id when it has no valid person id.</param>
    /// <param name="reason">The type of the failure; never a person's data.</param>
    /// <param name="at">When the change failed.</param>
    /// <param name="position">
    /// How far the document had come: what a replay has to see. An earlier letter's is kept where it is further.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task ParkAsync(string documentId, string reason, DateTimeOffset at, DocumentPosition position, CancellationToken cancellationToken);

    /// <summary>Returns at most <paramref name="limit"/> dead letters, in any order.</summary>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task<ImmutableArray<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Removes the document's dead letter, if there is one.</summary>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task RemoveAsync(string documentId, CancellationToken cancellationToken);
}
