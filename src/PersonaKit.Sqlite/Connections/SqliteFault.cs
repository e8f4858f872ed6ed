using Microsoft.Data.Sqlite;
using PersonaKit.Engine.Storage;
using SQLitePCL;

namespace PersonaKit.Sqlite.Connections;

/// <summary>Turns what SQLite throws into what the ports promise.</summary>
internal static class SqliteFault
{
    public static Exception Translate(Exception fault) => fault switch
    {
        SqliteException sqlite when IsOutage(sqlite) => new StoreUnavailableException($"SQLite: {sqlite.Message}", sqlite) { Reason = ReasonOf(sqlite) },
        // A connection that was closed under a late caller.
        ObjectDisposedException closed => new StoreUnavailableException("the database is closed", closed),
        _ => fault,
    };

    private static string ReasonOf(SqliteException fault) => fault.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => "the disk is full",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another process has locked the database",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => "the database file or its file system is read-only",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "the database is damaged",
        raw.SQLITE_NOMEM => "there is not enough memory",
        raw.SQLITE_CANTOPEN => "the database file cannot be opened",
        _ => "the disk does not read or write",
    };

    private static bool IsOutage(SqliteException fault) => fault.SqliteErrorCode is
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN
        or raw.SQLITE_NOMEM or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;
}
