using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Connections;
using PersonaKit.Sqlite.Scrubbing;
using PersonaKit.Sqlite.Tables;

namespace PersonaKit.Sqlite.Writing;

/// <summary>
/// All writes, on one thread, in the order they came. Whatever waits when the disk is ready shares one commit, and so one flush; nobody
/// is told before it. When a write of a batch fails, the batch is rolled back and its writes run one by one, so that only the guilty one
/// fails.
/// </summary>
internal sealed partial class SqliteWriter : IDisposable
{
    private const int BatchLimit = 512;
    private const int QueueLimit = 16_384;
    private const int LogAttempts = 20;

    private static readonly TimeSpan LogPause = TimeSpan.FromMilliseconds(2);

    private readonly WriteQueue _queue = new(QueueLimit);
    private readonly WriteContext _context;
    private readonly FileScrubber _scrubber;
    private readonly SqliteCondition _condition;
    private readonly Action _peopleChanged;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private bool _isScrubStored;

    /// <param name="session">Used on the writer's thread only, until the writer is disposed.</param>
    /// <param name="peopleChanged">Called after each commit that the feed has to tell. Must not wait.</param>
    public SqliteWriter(SqlSession session, FileScrubber scrubber, SqliteCondition condition, Action peopleChanged, ILogger logger)
    {
        _context = new WriteContext(session);
        _scrubber = scrubber;
        _condition = condition;
        _peopleChanged = peopleChanged;
        _logger = logger;
        FinishScrub();
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

        // The next start would scrub the file once more.
        if (_isScrubStored)
        {
            TryCommit([]);
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

            _context.SavePending();
            StoreScrub();
            _context.Session.Execute("COMMIT");
            _isScrubStored = _context.BytesMustGo;
        }
        catch (Exception fault)
        {
            RollBack();
            _scrubber.LoseTrack();
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

        ClearBytes();
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

    /// <summary>The last process may have ended between an erase and its scrub: what it owed is done before anything is served.</summary>
    private void FinishScrub()
    {
        _context.BytesMustGo = _isScrubStored = ScrubTable.IsDue(_context.Session);
        if (_isScrubStored)
        {
            ClearBytes();
            _condition.RecordSizes();
        }
    }

    /// <summary>What a scrub owes is stored with what it is owed for, and struck out with whatever is written after it.</summary>
    private void StoreScrub()
    {
        if (_context.BytesMustGo && !_isScrubStored)
        {
            ScrubTable.SetDue(_context.Session);
        }
        else if (_isScrubStored && !_context.BytesMustGo)
        {
            ScrubTable.SetDone(_context.Session);
        }
    }

    /// <summary>
    /// What was erased or forgotten is in the log and in unused bytes of the pages that were written. A reader in the middle of a
    /// snapshot keeps the log in use, for microseconds; when it is longer, the next commit tries again, and so does the next start.
    /// </summary>
    private void ClearBytes()
    {
        try
        {
            _scrubber.Follow(_context.Session);
            for (var attempt = 0; _context.BytesMustGo && attempt <= LogAttempts; attempt++)
            {
                if (attempt > 0)
                {
                    Thread.Sleep(LogPause);
                }

                _context.BytesMustGo = !_scrubber.TryScrub(_context.Session);
            }
        }
        catch (Exception fault) when (fault is SqliteException or IOException)
        {
            LogNotScrubbed(_logger, fault);
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

    [LoggerMessage(2, LogLevel.Warning, "The pages of the log could not be read or cleared; what was erased or retracted is cleared by a later write")]
    private static partial void LogNotScrubbed(ILogger logger, Exception fault);
}
