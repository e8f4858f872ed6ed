using Microsoft.Extensions.Hosting;
using PersonaKit.Engine.Storage;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Engine.Hosting;

/// <summary>
/// Counts now and then how many people wait to be folded, while anybody listens: the count is a query, which no collector should wait
/// for.
/// </summary>
internal sealed class FeedPendingService(IChangeFeed feed, EngineTelemetry telemetry) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, telemetry.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!telemetry.Feed.MeasuresPending)
            {
                continue;
            }

            try
            {
                telemetry.Feed.Pending(await feed.CountPendingAsync(stoppingToken));
            }
            catch (StoreUnavailableException)
            {
                // The store's own metric and readiness tell of it.
            }
        }
    }
}
