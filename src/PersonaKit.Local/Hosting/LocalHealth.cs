using PersonaKit.Api.Health;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite;

namespace PersonaKit.Local.Hosting;

/// <summary>Ready means: the file answers within a moment and the feed runs.</summary>
internal sealed class LocalHealth(SqliteDatabase database, FeedPump pump) : IHostHealth
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async ValueTask<HostHealth> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var pending = await database.Feed.CountPendingAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            return new HostHealth(StoreAnswers: true, pump.IsAlive, pending);
        }
        catch (Exception silent) when (silent is StoreUnavailableException or TimeoutException or ObjectDisposedException)
        {
            return new HostHealth(StoreAnswers: false, pump.IsAlive, FeedLag: null);
        }
    }
}
