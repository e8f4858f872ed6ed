using Microsoft.Extensions.Logging;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Caching;
using PersonaKit.Sqlite.Connections;
using PersonaKit.Sqlite.Writing;

namespace PersonaKit.Sqlite;

/// <summary>
/// Heads and persona rows: in memory first, in the tables behind it. A row can be found as soon as it is saved and is written when the writer
/// comes to it; losing it costs a build. A head is durable before anybody hears of it.
/// </summary>
internal sealed partial class SqlitePersonaStore(SqliteWriter writer, ReadSessions readers, ILogger logger) : IPersonaStore
{
    private const int WaitingLimit = 1024;

    private readonly PersonaCache _cache = new();
    private int _waiting;

    public ValueTask<PersonaLookup> FindAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken)
    {
        if (_cache.Find(personId, key) is { } hit)
        {
            return new(hit);
        }

        return new(LoadAsync(personId, key, cancellationToken));
    }

    public ValueTask SaveAsync(PersonId personId, PersonaRow row, CancellationToken cancellationToken)
    {
        _cache.Save(personId, row);
        if (Interlocked.Increment(ref _waiting) > WaitingLimit || !writer.TryPost(new PersonaSave(this, personId, row)))
        {
            Interlocked.Decrement(ref _waiting);
            LogNotWritten(logger);
        }

        return ValueTask.CompletedTask;
    }

    public Task AdvanceHeadAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken)
    {
        // What is in memory is in the table: nothing to write.
        if (_cache.FindHead(personId) is { } head && head >= version)
        {
            return Task.CompletedTask;
        }

        return writer.WriteAsync(
            context => PersonaTable.Advance(context.Session, personId, version),
            advanced => _cache.Advanced(personId, advanced),
            cancellationToken);
    }

    public async Task<PersonaListing> ListAsync(PersonId personId, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _waiting) > 0)
        {
            // Behind the saves that wait, so that the listing has what a find has.
            await writer.WriteAsync(static _ => 0, null, cancellationToken);
        }

        return await readers.ReadAsync(personId, PersonaTable.List, cancellationToken);
    }

    public async Task<int> PurgeExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var purged = await writer.WriteAsync(
            context => PersonaTable.Purge(context.Session, now, limit),
            gone => gone.ForEach(row => _cache.Purged(row.PersonId, row.Key, now)),
            cancellationToken);
        return purged.Count;
    }

    private Task<PersonaLookup> LoadAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken)
    {
        var mark = _cache.Mark(personId, key);
        return readers.ReadAsync(
            (personId, key, mark, _cache),
            static (session, find) =>
            {
                var loaded = PersonaTable.Find(session, find.personId, find.key);
                find._cache.Keep(find.personId, find.key, loaded, find.mark);
                return loaded;
            },
            cancellationToken);
    }

    private void WriteFailed(Exception fault) => LogFailed(logger, fault);

    [LoggerMessage(1, LogLevel.Debug, "A persona stays in memory only: too many writes are waiting")]
    private static partial void LogNotWritten(ILogger logger);

    [LoggerMessage(2, LogLevel.Warning, "A persona stays in memory only: it could not be written")]
    private static partial void LogFailed(ILogger logger, Exception fault);

    private sealed class PersonaSave(SqlitePersonaStore store, PersonId personId, PersonaRow row) : WriteJob
    {
        public override void Run(WriteContext context) => PersonaTable.Save(context.Session, personId, row);

        public override void Committed() => store._cache.Saved(personId, row);

        public override void Complete() => Interlocked.Decrement(ref store._waiting);

        public override void Fail(Exception fault)
        {
            Interlocked.Decrement(ref store._waiting);
            store.WriteFailed(fault);
        }
    }
}
