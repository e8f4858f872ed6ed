using Microsoft.Extensions.Logging;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Caching;
using PersonaKit.Sqlite.Connections;
using PersonaKit.Sqlite.Tables;
using PersonaKit.Sqlite.Writing;

namespace PersonaKit.Sqlite;

/// <summary>
/// Heads and persona rows: in memory first, in the tables behind it. A row can be found as soon as it is saved and is written when the
/// writer comes to it; losing it costs a build. A head is durable before anybody hears of it.
/// </summary>
/// <param name="tombstoneGone">Told of each person whose tombstone the purge has deleted, which it does because it comes round.</param>
internal sealed partial class SqlitePersonaStore(
    SqliteWriter writer, ReadSessions readers, TimeProvider time, Action<PersonId> tombstoneGone, ILogger logger) : IPersonaStore
{
    /// <summary>
    /// A storm of misses must not become a storm of writes that takes the disk and a core from the requests: so many rows in so much time,
    /// in one commit, and the others stay in memory only.
    /// </summary>
    private const int RowsAtOnce = 512;
    private static readonly TimeSpan WriteDelay = TimeSpan.FromMilliseconds(250);

    private readonly PersonaCache _cache = new();
    private readonly UnwrittenRows _unwritten = new(RowsAtOnce);

    public DateTimeOffset Now => time.GetUtcNow();

    public ValueTask<PersonaLookup> FindAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken)
    {
        if (_cache.Find(personId, key) is { } hit)
        {
            return new(Shown(hit.Head, hit.Row));
        }

        return new(LoadAsync(personId, key, cancellationToken));
    }

    public ValueTask SaveAsync(PersonId personId, PersonaRow row, CancellationToken cancellationToken)
    {
        if (_cache.IsBehind(personId, row))
        {
            return ValueTask.CompletedTask;
        }

        // What the cache refuses is older than what it has, and must not replace that in the table either.
        var (taken, first) = _cache.Save(personId, row) ? _unwritten.Add(personId, row) : (true, false);
        if (!taken)
        {
            LogNotWritten(logger);
        }

        if (first)
        {
            _ = WriteLaterAsync();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Hands the writer what waits; a write that is queued after it finds it in the table.</summary>
    public void WriteUnwritten()
    {
        var rows = _unwritten.TakeAll();
        if (rows.Count > 0 && !writer.TryPost(new PersonaSaves(this, rows)))
        {
            LogNotWritten(logger);
        }
    }

    public Task AdvanceHeadAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken)
    {
        // What is in memory is in the table: nothing to write.
        var now = time.GetUtcNow();
        if (_cache.FindHead(personId) is { } head && head.At(now) >= version)
        {
            return Task.CompletedTask;
        }

        return writer.WriteAsync(
            context => PersonaTable.Advance(context.Session, personId, version, now),
            advanced => _cache.Advanced(personId, advanced),
            cancellationToken);
    }

    public Task EraseAsync(PersonId personId, MindscapeVersion tombstone, DateTimeOffset forgetAt, CancellationToken cancellationToken)
    {
        var marked = new MarkedHead(tombstone, forgetAt);
        return writer.WriteAsync(
            context =>
            {
                var (deleted, head) = PersonaTable.Erase(context.Session, personId, marked);
                context.BytesMustGo |= deleted > 0;
                return head;
            },
            head => Erased(personId, head, tombstone),
            cancellationToken);
    }

    public Task DeleteOlderAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken) => writer.WriteAsync(
        context =>
        {
            context.BytesMustGo |= PersonaTable.DeleteOlder(context.Session, personId, version) > 0;
            return version;
        },
        gone =>
        {
            _cache.Erased(personId, gone);
            _unwritten.Erase(personId, gone);
        },
        cancellationToken);

    /// <summary>Announces that the writer has raised the head.</summary>
    public void Advanced(PersonId personId, MarkedHead head) => _cache.Advanced(personId, head);

    /// <summary>Announces that the writer has erased what is older than the tombstone.</summary>
    public void Erased(PersonId personId, MarkedHead tombstone) => Erased(personId, tombstone, tombstone.Version);

    public async Task<PersonaListing> ListAsync(PersonId personId, CancellationToken cancellationToken)
    {
        // Behind the saves that wait, so that the listing has what a find has.
        WriteUnwritten();
        await writer.WriteAsync(static _ => 0, null, cancellationToken);

        var (head, rows) = await readers.ReadAsync(personId, PersonaTable.List, cancellationToken);
        var now = time.GetUtcNow();
        return new PersonaListing(head.At(now), rows.RemoveAll(row => !head.Shows(row, now)));
    }

    public async Task<int> PurgeExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var (rows, heads, _) = await writer.WriteAsync(
            context =>
            {
                var rows = PersonaTable.Purge(context.Session, now, limit);
                return (
                    Rows: rows,
                    Heads: PersonaTable.Forget(context.Session, now, limit - rows.Count),
                    Tombstones: context.DeleteTombstones(now - ErasureLifetimes.Tombstone));
            },
            gone =>
            {
                gone.Rows.ForEach(row => _cache.Purged(row.PersonId, row.Key, now));
                foreach (var (personId, head) in gone.Heads)
                {
                    // First the rows: without its head one that came late would count again.
                    _cache.Erased(personId, head.Version);
                    _unwritten.Erase(personId, head.Version);
                    _cache.Forgotten(personId);
                }

                gone.Tombstones.ForEach(tombstoneGone);
            },
            cancellationToken);
        return rows.Count + heads.Count;
    }

    private PersonaLookup Shown(MarkedHead head, PersonaRow? row)
    {
        if (head.ForgetAt is null)
        {
            return new PersonaLookup(head.Version, row);
        }

        var now = time.GetUtcNow();
        return new PersonaLookup(head.At(now), row is not null && head.Shows(row, now) ? row : null);
    }

    private void Erased(PersonId personId, MarkedHead head, MindscapeVersion tombstone)
    {
        _cache.Advanced(personId, head);
        _cache.Erased(personId, tombstone);
        _unwritten.Erase(personId, tombstone);
    }

    private async Task<PersonaLookup> LoadAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken)
    {
        var mark = _cache.Mark(personId, key);
        var (head, row) = await readers.ReadAsync(
            (personId, key, mark, _cache),
            static (session, find) =>
            {
                var loaded = PersonaTable.Find(session, find.personId, find.key);
                find._cache.Keep(find.personId, find.key, loaded, find.mark);
                return loaded;
            },
            cancellationToken);
        return Shown(head, row);
    }

    private async Task WriteLaterAsync()
    {
        await Task.Delay(WriteDelay, time, CancellationToken.None);
        WriteUnwritten();
    }

    private void WriteFailed(Exception fault) => LogFailed(logger, fault);

    [LoggerMessage(1, LogLevel.Debug, "A persona stays in memory only: too many writes are waiting")]
    private static partial void LogNotWritten(ILogger logger);

    [LoggerMessage(2, LogLevel.Warning, "Personas stay in memory only: they could not be written")]
    private static partial void LogFailed(ILogger logger, Exception fault);

    private sealed class PersonaSaves(
        SqlitePersonaStore store, IReadOnlyCollection<KeyValuePair<(PersonId PersonId, PersonaKey Key), PersonaRow>> rows) : WriteJob
    {
        public override void Run(WriteContext context)
        {
            foreach (var ((personId, _), row) in rows)
            {
                PersonaTable.Save(context.Session, personId, row);
            }
        }

        public override void Committed()
        {
            foreach (var ((personId, _), row) in rows.Where(saved => !store._cache.IsBehind(saved.Key.PersonId, saved.Value)))
            {
                store._cache.Saved(personId, row);
            }
        }

        public override void Complete()
        {
        }

        public override void Fail(Exception fault) => store.WriteFailed(fault);
    }
}
