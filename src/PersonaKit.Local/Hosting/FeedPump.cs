using Microsoft.Extensions.Logging;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Folding;
using PersonaKit.Sqlite;

namespace PersonaKit.Local.Hosting;

/// <summary>Runs the change feed beside the requests, and empties it when the host stops.</summary>
internal sealed partial class FeedPump(SqliteChangeFeed feed, MindscapeChangeHandler changes, ILogger logger) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public bool IsAlive => !_running.IsCompleted;

    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Returns whether everything accepted was folded in time. What was not is folded at the next start.</summary>
    public async Task<bool> StopAsync(TimeSpan patience)
    {
        await _stopping.CancelAsync();
        await _running;
        return await feed.DrainAsync(HandleAsync, patience, CancellationToken.None);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync()
    {
        try
        {
            await feed.RunAsync(HandleAsync, _stopping.Token);
        }
#pragma warning disable CA1031 // the feed retries what can be retried; what comes through here is a bug, and readiness tells of it from now on
        catch (Exception bug)
#pragma warning restore CA1031
        {
            LogStopped(logger, bug);
        }
    }

    private async Task<bool> HandleAsync(PersonId personId, CancellationToken cancellationToken)
    {
        // Whatever the outcome, it is handled: who overtook us is on the feed, too.
        await changes.HandleAsync(personId, cancellationToken);
        return true;
    }

    [LoggerMessage(1, LogLevel.Critical, "The change feed has stopped; nothing is folded in the background until a restart")]
    private static partial void LogStopped(ILogger logger, Exception bug);
}
