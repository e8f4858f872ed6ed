using Microsoft.Extensions.Logging;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Local.Hosting;

/// <summary>Deletes expired personas every minute.</summary>
internal sealed partial class PurgeTimer(PersonaPurge purge, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private const int PagesPerRun = 20;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public void Start() => _running = RunAsync();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await TryPurgeAsync();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    private async Task TryPurgeAsync()
    {
        try
        {
            await purge.RunAsync(PagesPerRun, _stopping.Token);
        }
        catch (StoreUnavailableException unavailable)
        {
            LogPostponed(logger, unavailable.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Expired personas were not deleted: {Reason}; the next minute tries again")]
    private static partial void LogPostponed(ILogger logger, string reason);
}
