using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Storage;

/// <summary>
/// The change feed of a mindscape store that runs inside the process: it names every person who was written to, each at least once after their latest write, across
/// crashes too. A store whose feed is driven from outside (Cosmos DB by the Functions trigger) has no implementation.
/// </summary>
/// <remarks>
/// A handler is called for several people at a time and never twice at a time for one person. A handler that throws or returns false gets the person again later;
/// meanwhile nobody else waits for them. Folding is a write and so comes round again, to find nothing to do.
/// </remarks>
public interface IChangeFeed
{
    /// <summary>Hands every change to <paramref name="handle"/> as it comes, until it is cancelled; then it returns and does not throw.</summary>
    Task RunAsync(Func<PersonId, CancellationToken, Task<bool>> handle, CancellationToken cancellationToken);

    /// <summary>
    /// Handles everything written before the call, for a shutdown that leaves nothing behind. Returns false when <paramref name="timeout"/> was too short: nothing is
    /// lost then, the next run goes on from there.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<bool> DrainAsync(Func<PersonId, CancellationToken, Task<bool>> handle, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>How many people have changes that are not handled yet.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    Task<long> CountPendingAsync(CancellationToken cancellationToken);
}
