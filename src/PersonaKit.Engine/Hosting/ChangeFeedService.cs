using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Hosting;

/// <summary>Folds what the change feed brings, beside the requests, and empties the feed when the host stops.</summary>
public sealed partial class ChangeFeedService(
    IChangeFeed feed, MindscapeChangeHandler changes, ILogger<ChangeFeedService> logger, TimeProvider? time = null) : BackgroundService
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(20);

    /// <summary>Far longer than the longest fold, and than the pause before a change that failed is tried again.</summary>
    private static readonly TimeSpan StallPatience = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private volatile bool _hasStopped;
    private long _waitingSince;

    /// <summary>
    /// False once the feed has stopped for good, by a bug, or while it stands still: <see cref="CountPendingAsync"/> found people who
    /// wait to be folded, and for a minute after that not one change was handled, not even without success.
    /// </summary>
    public bool IsAlive => !_hasStopped && (Volatile.Read(ref _waitingSince) is var since && (since == 0 || _time.GetElapsedTime(since) < StallPatience));

    /// <summary>How many people have changes that are not folded yet.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<long> CountPendingAsync(CancellationToken cancellationToken)
    {
        var pending = await feed.CountPendingAsync(cancellationToken);
        if (pending == 0)
        {
            Moved();
        }
        else
        {
            Interlocked.CompareExchange(ref _waitingSince, _time.GetTimestamp(), 0);
        }

        return pending;
    }

    /// <summary>
    /// Stops the feed, then folds what was accepted. What is not folded in 20 s, or before the host's own patience ends, is folded at the
    /// next start.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            if (await feed.DrainAsync(HandleAsync, DrainPatience, cancellationToken))
            {
                return;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (StoreUnavailableException)
        {
            // A store that is out of reach must not keep the host from stopping in order.
        }

        LogCutShort(logger);
    }

    /// <summary>Runs the feed until the host stops.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await feed.RunAsync(HandleAsync, stoppingToken);
        }
#pragma warning disable CA1031 // the feed retries what can be retried; what comes through here is a bug, and readiness tells of it from now on
        catch (Exception bug)
#pragma warning restore CA1031
        {
            _hasStopped = true;
            LogStopped(logger, bug.GetType().Name, bug.StackTrace ?? "");
        }
    }

    private async Task<bool> HandleAsync(PersonId personId, CancellationToken cancellationToken)
    {
        try
        {
            // Whatever the outcome, it is handled: a conflicting write is on the feed, too.
            await changes.HandleAsync(personId, cancellationToken);
            return true;
        }
        finally
        {
            Moved();
        }
    }

    private void Moved() => Volatile.Write(ref _waitingSince, 0);

    // Type and place of a failure, not its message: messages of parsers quote what a person said.
    [LoggerMessage(1, LogLevel.Critical, "The change feed has stopped ({Failure}); nothing is folded in the background until a restart\n{StackTrace}")]
    private static partial void LogStopped(ILogger logger, string failure, string stackTrace);

    [LoggerMessage(2, LogLevel.Warning, "Stopped before everything accepted was folded; the next start folds the rest")]
    private static partial void LogCutShort(ILogger logger);
}
