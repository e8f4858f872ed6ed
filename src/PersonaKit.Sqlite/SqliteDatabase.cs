using Microsoft.Extensions.Logging;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Changes;
using PersonaKit.Sqlite.Connections;
using PersonaKit.Sqlite.Scrubbing;
using PersonaKit.Sqlite.Tables;
using PersonaKit.Sqlite.Writing;

namespace PersonaKit.Sqlite;

/// <summary>Everything PersonaKit keeps, in one SQLite file that this process owns while it is open.</summary>
internal sealed partial class SqliteDatabase : IAsyncDisposable
{
    private readonly FileStream _fileLock;
    private readonly SqlSession _session;
    private readonly FileScrubber _scrubber;
    private readonly SqliteWriter _writer;
    private readonly ReadSessions _readers;
    private readonly SqlitePersonaStore _personas;
    private readonly SqliteMindscapeStore _mindscapes;
    private readonly SemaphoreSlim _wake = new(0, 1);
    private int _closed;

    private SqliteDatabase(
        FileStream fileLock,
        SqlSession session,
        FileScrubber scrubber,
        string path,
        CatalogSource catalogs,
        TimeProvider time,
        ILogger<SqliteDatabase> logger)
    {
        _scrubber = scrubber;
        _fileLock = fileLock;
        _session = session;
        var condition = new SqliteCondition(path, new DatabaseFiles(path), logger);
        _readers = new ReadSessions(path, condition);
        _writer = new SqliteWriter(session, scrubber, condition, Wake, logger);
        Probe = new SqliteProbe(_writer, condition, time);
        _personas = new SqlitePersonaStore(_writer, _readers, time, personId => _mindscapes!.Forget(personId), logger);
        _mindscapes = new SqliteMindscapeStore(_writer, _readers, catalogs, _personas);
        Mappers = new SqliteMapperStore(_writer, _readers);
        Feed = new SqliteChangeFeed(_writer, _readers, _wake, time, logger);
    }

    public IMindscapeStore Mindscapes => _mindscapes;

    public ICheckpointStore Checkpoints => _mindscapes;

    public IPersonaStore Personas => _personas;

    public IMapperStore Mappers { get; }

    public SqliteChangeFeed Feed { get; }

    public IStoreProbe Probe { get; }

    /// <summary>The writer's, which is idle between two batches only.</summary>
    internal SqlSession Session => _session;

    /// <summary>
    /// Opens the file, or creates it, readable by its owner alone. Throws <see cref="SqliteDatabaseException"/> when its folder is
    /// missing, another process has it, it is not a PersonaKit database, it was written by a newer version, or it is damaged.
    /// </summary>
    public static SqliteDatabase Open(string path, CatalogSource catalogs, TimeProvider time, ILogger<SqliteDatabase> logger)
    {
        path = Path.GetFullPath(path);
        var fileLock = FileLock.Take(path);
        try
        {
            PrivateFile.Ensure(path);
            var session = Schema.OpenWriter(path);
            if (!MapperTable.HasCatalog(session))
            {
                session.Execute("BEGIN IMMEDIATE");
                ChangeTable.FollowCatalog(session, catalogs.Current.Hash);
                session.Execute("COMMIT");
            }

            var scrubber = new FileScrubber(path);
            var database = new SqliteDatabase(fileLock, session, scrubber, path, catalogs, time, logger);
            catalogs.Follow(database.Refold);
            LogOpened(logger, path);
            return database;
        }
        catch
        {
            fileLock.Dispose();
            throw;
        }
    }

    /// <summary>Writes what waits and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1)
        {
            return;
        }

        _personas.WriteUnwritten();

        // Not on the caller's thread: the writer may have a lot to write.
        await Task.Run(_writer.Dispose);
        _readers.Dispose();

        // Last: only a connection that may write empties the write-ahead log into the file, and only the last one does.
        _session.Dispose();
        _scrubber.Dispose();
        Feed.Dispose();
        _wake.Dispose();
        await _fileLock.DisposeAsync();
    }

    /// <summary>Everybody comes round on the feed once, when traits mean something else than before.</summary>
    private void Refold(TraitCatalog catalog) => _ = _writer.WriteAsync(
        context =>
        {
            var isOther = ChangeTable.FollowCatalog(context.Session, catalog.Hash);
            if (isOther)
            {
                Feed.StartOver();
            }

            return isOther;
        },
        _ => Wake(),
        CancellationToken.None);

    private void Wake()
    {
        // Only the writer's thread releases it, so between the look and the release it can only become free.
        if (_wake.CurrentCount == 0)
        {
            _wake.Release();
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Opened {Path}")]
    private static partial void LogOpened(ILogger logger, string path);
}
