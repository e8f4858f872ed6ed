using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Hosting;

/// <summary>Deletes expired personas every minute.</summary>
internal sealed partial class PurgeService(PersonaPurge purge, TimeProvider time, ILogger<PurgeService> logger) : BackgroundService
{
    private const int PagesPerRun = 20;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await purge.RunAsync(PagesPerRun, stoppingToken);
            }
            catch (StoreUnavailableException unavailable)
            {
                LogPostponed(logger, unavailable.Message);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Expired personas were not deleted: {Reason}; the next minute tries again")]
    private static partial void LogPostponed(ILogger logger, string reason);
}
