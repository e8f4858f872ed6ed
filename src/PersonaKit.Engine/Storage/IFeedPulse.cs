namespace PersonaKit.Engine.Storage;

/// <summary>
/// A mark that travels through a change feed which is driven from outside of the process, and tells whether the feed moves. A store whose
/// feed runs inside the process has no implementation. It holds nothing of any person.
/// </summary>
public interface IFeedPulse
{
    /// <summary>The latest mark; null before the first.</summary>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task<FeedPulse?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes a mark that the feed has to bring. If another instance has written since <paramref name="known"/> was read, nothing is
    /// written.
    /// </summary>
    /// <param name="known">What was read before; null for nothing.</param>
    /// <param name="at">The instant of the mark.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task SendAsync(FeedPulse? known, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Notes that the feed has brought the latest mark. Safe to repeat; once it is noted, nothing is written.</summary>
    /// <param name="at">The instant of the delivery.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    Task ReceiveAsync(DateTimeOffset at, CancellationToken cancellationToken);
}
