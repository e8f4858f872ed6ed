using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Hosting;

/// <summary>Folds what the change feed brings, beside the requests, and empties the feed when the host stops.</summary>
public sealed partial class ChangeFeedService(IChangeFeed feed, MindscapeChangeHandler changes, ILogger<ChangeFeedService> logger) : BackgroundService
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(20);

    private volatile bool _hasStopped;

    /// <summary>False once the feed has stopped for good, by a bug: nothing is folded in the background then.</summary>
    public bool IsAlive => !_hasStopped;

    /// <summary>How many people have changes that are not folded yet.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public Task<long> CountPendingAsync(CancellationToken cancellationToken) => feed.CountPendingAsync(cancellationToken);

    /// <summary>Stops the feed, then folds what was accepted. What is not folded in 20 s, or before the host's own patience ends, is folded at the next start.</summary>
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
            LogStopped(logger, bug);
        }
    }

    private async Task<bool> HandleAsync(PersonId personId, CancellationToken cancellationToken)
    {
        // Whatever the outcome, it is handled: a conflicting write is on the feed, too.
        await changes.HandleAsync(personId, cancellationToken);
        return true;
    }

    [LoggerMessage(1, LogLevel.Critical, "The change feed has stopped; nothing is folded in the background until a restart")]
    private static partial void LogStopped(ILogger logger, Exception bug);

    [LoggerMessage(2, LogLevel.Warning, "Stopped before everything accepted was folded; the next start folds the rest")]
    private static partial void LogCutShort(ILogger logger);
}
