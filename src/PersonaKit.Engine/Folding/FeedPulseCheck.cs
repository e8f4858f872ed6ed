using PersonaKit.Core.Time;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Folding;

/// <summary>
/// Tells whether a feed that another process drives moves: a mark is written into it when somebody asks and the last one has arrived,
/// twice a minute at most for all instances together. So a feed that nobody asks about costs nothing.
/// </summary>
public sealed class FeedPulseCheck(IFeedPulse pulse, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <summary>Longer than a platform needs to start a worker for a feed that had nothing to do.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private long _remindedAt;

    /// <summary>False while a mark is on its way for longer than three minutes.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    public async Task<bool> IsAliveAsync(CancellationToken cancellationToken)
    {
        var now = Instants.Truncate(time.GetUtcNow());
        var latest = await pulse.ReadAsync(cancellationToken);
        if (latest is { ReceivedAt: null })
        {
            return now - latest.SentAt < Patience || await RemindAsync(latest, cancellationToken);
        }

        if (latest is null || now - latest.SentAt >= Period || latest.SentAt > now)
        {
            await pulse.SendAsync(latest, now, cancellationToken);
        }

        return true;
    }

    /// <summary>
    /// Puts the same mark into the feed again, in case it was delivered and could not be noted: a feed that moves must not be taken for
    /// dead for ever.
    /// </summary>
    private async Task<bool> RemindAsync(FeedPulse latest, CancellationToken cancellationToken)
    {
        var reminded = Volatile.Read(ref _remindedAt);
        if (reminded == 0 || time.GetElapsedTime(reminded) >= Period)
        {
            Volatile.Write(ref _remindedAt, time.GetTimestamp());
            await pulse.SendAsync(latest, latest.SentAt, cancellationToken);
        }

        return false;
    }
}
