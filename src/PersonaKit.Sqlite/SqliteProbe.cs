using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Connections;
using PersonaKit.Sqlite.Writing;

namespace PersonaKit.Sqlite;

/// <summary>
/// Writes a row that says nothing, so that a full disk is noticed by a host that nobody posts to, and its end by one that gets no requests because of
/// it. At most once a second while all is well: whoever may ask for health must not keep the disk busy.
/// </summary>
internal sealed class SqliteProbe(SqliteWriter writer, SqliteCondition condition, TimeProvider time) : IStoreProbe
{
    private const string Row = "INSERT INTO leases(name, continuation) VALUES('probe', 0) ON CONFLICT DO UPDATE SET continuation = 0";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long _written = long.MinValue;

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        var written = Volatile.Read(ref _written);
        var isDue = condition.Fault is not null || written == long.MinValue || time.GetElapsedTime(written) >= Pause;
        if (isDue)
        {
            await writer.WriteAsync(static context => context.Session.Execute(Row), _ => condition.Wrote(), cancellationToken);
            Volatile.Write(ref _written, time.GetTimestamp());
        }

        if (condition.Fault is { } fault)
        {
            throw new StoreUnavailableException(fault.Message, fault) { Reason = fault.Reason };
        }
    }
}
