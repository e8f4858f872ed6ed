using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PersonaKit.Engine.Storage;
using SQLitePCL;

namespace PersonaKit.Sqlite.Connections;

/// <summary>
/// Whether the database can be trusted with a write, and why not. A full disk and a lock pass; a database that is damaged or whose files were taken
/// away stays so until it is opened again. Each change is logged once, by what it is.
/// </summary>
internal sealed partial class SqliteCondition(string path, DatabaseFiles files, ILogger logger)
{
    private readonly Lock _gate = new();
    private volatile StoreUnavailableException? _lost;
    private volatile StoreUnavailableException? _damaged;
    private volatile StoreUnavailableException? _unwritable;

    /// <summary>Why nothing that is written now would be kept; null while the files are in place.</summary>
    public StoreUnavailableException? Lost => _lost;

    /// <summary>Why the database should get no requests now; null when it may.</summary>
    public StoreUnavailableException? Fault => _lost ?? _damaged ?? _unwritable;

    /// <summary>Looks whether the files are still those that were opened. For the writer's thread.</summary>
    /// <param name="comparesSizes">Not in the middle of a write, which may make them shorter.</param>
    public StoreUnavailableException? FindLoss(bool comparesSizes)
    {
        if (_lost is null && files.FindLoss(comparesSizes) is { } loss)
        {
            _lost = new StoreUnavailableException($"SQLite: {loss}") { Reason = $"{loss}; the host must be started again" };
            LogLost(logger, path, loss);
        }

        return _lost;
    }

    /// <summary>After whatever may have changed how long the files are. For the writer's thread.</summary>
    public void RecordSizes() => files.RecordSizes();

    /// <summary>A write was durable.</summary>
    public void Wrote()
    {
        if (_unwritable is not null)
        {
            _unwritable = null;
            LogWritable(logger, path);
        }
    }

    /// <summary>What the ports promise instead of what SQLite throws.</summary>
    public Exception Translate(Exception fault)
    {
        var translated = SqliteFault.Translate(fault);
        if (translated is StoreUnavailableException unavailable && fault is SqliteException sqlite)
        {
            Note(sqlite, unavailable);
        }

        return translated;
    }

    private void Note(SqliteException fault, StoreUnavailableException unavailable)
    {
        lock (_gate)
        {
            switch (fault.SqliteErrorCode)
            {
                case raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB:
                    if (_damaged is null)
                    {
                        LogDamaged(logger, path, fault);
                    }

                    _damaged = unavailable;
                    return;
                case raw.SQLITE_NOMEM or raw.SQLITE_CANTOPEN:
                    return; // of this call, not of the database
            }

            if (_unwritable?.Reason == unavailable.Reason)
            {
                return;
            }

            _unwritable = unavailable;
            switch (fault.SqliteErrorCode)
            {
                case raw.SQLITE_FULL:
                    LogFull(logger, path, fault);
                    break;
                case raw.SQLITE_BUSY or raw.SQLITE_LOCKED:
                    LogLocked(logger, path, fault);
                    break;
                case raw.SQLITE_READONLY or raw.SQLITE_PERM:
                    LogReadOnly(logger, path, fault);
                    break;
                default:
                    LogBroken(logger, path, fault);
                    break;
            }
        }
    }

    [LoggerMessage(10, LogLevel.Critical, "{Path}: {Loss}. Nothing is confirmed any more; put the files in order and start the host again")]
    private static partial void LogLost(ILogger logger, string path, string loss);

    [LoggerMessage(11, LogLevel.Error, "{Path}: the disk is full, nothing can be written")]
    private static partial void LogFull(ILogger logger, string path, Exception fault);

    [LoggerMessage(12, LogLevel.Error, "{Path}: another process has locked the database, nothing can be written")]
    private static partial void LogLocked(ILogger logger, string path, Exception fault);

    [LoggerMessage(13, LogLevel.Error, "{Path}: the file or its file system is read-only, nothing can be written")]
    private static partial void LogReadOnly(ILogger logger, string path, Exception fault);

    [LoggerMessage(14, LogLevel.Critical, "{Path}: the database is damaged; restore it from a backup")]
    private static partial void LogDamaged(ILogger logger, string path, Exception fault);

    [LoggerMessage(15, LogLevel.Error, "{Path}: the disk does not read or write")]
    private static partial void LogBroken(ILogger logger, string path, Exception fault);

    [LoggerMessage(16, LogLevel.Information, "{Path}: writes are durable again")]
    private static partial void LogWritable(ILogger logger, string path);
}
