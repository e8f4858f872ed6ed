using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Connections;

namespace PersonaKit.Sqlite.Writing;

/// <summary>
/// All writes, on one thread, in the order they came. Whatever waits when the disk is ready shares one commit, and so one flush; nobody is told
/// before it. When a write of a batch fails, the batch is rolled back and its writes run one by one, so that only the guilty one fails.
/// </summary>
internal sealed partial class SqliteWriter : IDisposable
{
    private const int BatchLimit = 512;
    private const int QueueLimit = 16_384;
    private const int LogAttempts = 20;

    private static readonly TimeSpan LogPause = TimeSpan.FromMilliseconds(2);

    private readonly WriteQueue _queue = new(QueueLimit);
    private readonly WriteContext _context;
    private readonly SqliteCondition _condition;
    private readonly Action _peopleChanged;
    private readonly ILogger _logger;
    private readonly Thread _thread;

    /// <param name="session">Used on the writer's thread only, until the writer is disposed.</param>
    /// <param name="peopleChanged">Called after each commit that the feed has to tell. Must not wait.</param>
    public SqliteWriter(SqlSession session, SqliteCondition condition, Action peopleChanged, ILogger logger)
    {
        _context = new WriteContext(session);
        _condition = condition;
        _peopleChanged = peopleChanged;
        _logger = logger;
        _thread = new Thread(Work) { IsBackground = true, Name = "PersonaKit SQLite writer" };
        _thread.Start();
    }

    /// <summary>The task completes when the write is durable.</summary>
    /// <param name="committed">Runs on the writer's thread after the commit, before the task completes.</param>
    public Task<T> WriteAsync<T>(Func<WriteContext, T> write, Action<T>? committed, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var job = new WriteJob<T>(write, committed, cancellationToken);
        return TryPost(job) ? job.Task : Task.FromException<T>(new StoreUnavailableException("too many writes are waiting, or the database is closing"));
    }

    public bool TryPost(WriteJob job) => _queue.TryAdd(job);

    /// <summary>Writes what waits, then stops.</summary>
    public void Dispose()
    {
        _queue.Close();
        _thread.Join();
    }

    private void Work()
    {
        var batch = new List<WriteJob>(BatchLimit);
        while (_queue.Take(batch, BatchLimit))
        {
            Write(CollectionsMarshal.AsSpan(batch));
            batch.Clear();
        }
    }

    private void Write(ReadOnlySpan<WriteJob> batch)
    {
        if (TryCommit(batch) is not { } fault)
        {
            return;
        }

        if (batch.Length == 1)
        {
            batch[0].Fail(fault);
            return;
        }

        LogRolledBack(_logger, batch.Length, fault);
        for (var i = 0; i < batch.Length; i++)
        {
            if (TryCommit(batch.Slice(i, 1)) is { } own)
            {
                batch[i].Fail(own);
            }
        }
    }

    private Exception? TryCommit(ReadOnlySpan<WriteJob> jobs)
    {
        if (_condition.FindLoss(comparesSizes: true) is { } lost)
        {
            return lost;
        }

        try
        {
            _context.Session.Execute("BEGIN IMMEDIATE");
            foreach (var job in jobs)
            {
                job.Run(_context);
            }

            _context.Session.Execute("COMMIT");
        }
        catch (Exception fault)
        {
            RollBack();
            _condition.RecordSizes();
            return _condition.Translate(fault);
        }

        // What is in files that nobody will open again must not be confirmed.
        if (_condition.FindLoss(comparesSizes: false) is { } since)
        {
            _context.Forget();
            return since;
        }

        foreach (var job in jobs)
        {
            job.Committed();
        }

        if (_context.LogMustGo)
        {
            EmptyLog();
        }

        _condition.RecordSizes();
        if (_context.PeopleChanged)
        {
            _condition.Wrote();
            _context.PeopleChanged = false;
            _peopleChanged();
        }

        foreach (var job in jobs)
        {
            job.Complete();
        }

        return null;
    }

    /// <summary>
    /// What was erased or forgotten is in the log until it is written over. A reader in the middle of a snapshot keeps it in use, for microseconds; when it is longer, the
    /// next commit tries again, and closing the file empties the log in any case.
    /// </summary>
    private void EmptyLog()
    {
        try
        {
            for (var attempt = 0; attempt < LogAttempts && _context.LogMustGo; attempt++)
            {
                if (attempt > 0)
                {
                    Thread.Sleep(LogPause);
                }

                _context.LogMustGo = _context.Session.Scalar("PRAGMA wal_checkpoint(TRUNCATE)") is not 0L;
            }
        }
        catch (SqliteException fault)
        {
            LogNotEmptied(_logger, fault);
        }
    }

    private void RollBack()
    {
        _context.Forget();
        try
        {
            _context.Session.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // A full disk or a failed write has rolled back already, and there is nothing left to roll back.
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A batch of {Count} writes was rolled back; each is tried alone")]
    private static partial void LogRolledBack(ILogger logger, int count, Exception fault);

    [LoggerMessage(2, LogLevel.Warning, "The write-ahead log could not be emptied after an erase or a retraction; the next write tries again")]
    private static partial void LogNotEmptied(ILogger logger, Exception fault);
}
