using Microsoft.Data.Sqlite;
using PersonaKit.Engine.Storage;
using SQLitePCL;

namespace PersonaKit.Sqlite.Connections;

/// <summary>Turns what SQLite throws into what the ports promise.</summary>
internal static class SqliteFault
{
    public static Exception Translate(Exception fault) => fault switch
    {
        SqliteException sqlite when IsOutage(sqlite) => new StoreUnavailableException($"SQLite: {sqlite.Message}", sqlite),
        // A connection that was closed under a late caller.
        ObjectDisposedException closed => new StoreUnavailableException("the database is closed", closed),
        _ => fault,
    };

    private static bool IsOutage(SqliteException fault) => fault.SqliteErrorCode is
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN
        or raw.SQLITE_NOMEM or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;
}
