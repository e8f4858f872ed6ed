using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PersonaKit.Sqlite.Connections;

/// <summary>
/// A prepared statement, run again and again, and the row it stands on. Directly on SQLite's own calls: a command of
/// Microsoft.Data.Sqlite makes a reader for each run and looks up each parameter by its name, which is as much work as the insert of a
/// post. To be disposed after each run, which keeps it prepared.
/// </summary>
internal sealed class SqlStatement : IDisposable
{
    private const int StackBytes = 512;

    private static readonly TimeSpan BusyPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(50);

    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _places;

    /// <param name="parameters">How many there are, <c>$1</c> and so on.</param>
    public SqlStatement(sqlite3 connection, string sql, int parameters)
    {
        _connection = connection;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection, sql, out _statement), connection);
        _places = [.. Enumerable.Range(1, parameters).Select(number => raw.sqlite3_bind_parameter_index(_statement, $"${number}"))];
    }

    public void Bind(ReadOnlySpan<SqlValue> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Check(Bind(_places[i], values[i]));
        }
    }

    /// <summary>Moves to the next row; false when there is none.</summary>
    public bool Read()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            code = StepAgain(code);
        }

        return code == raw.SQLITE_ROW;
    }

    /// <summary>Runs to the end, and returns how many rows were changed.</summary>
    public int Run()
    {
        while (Read())
        {
        }

        return raw.sqlite3_changes(_connection);
    }

    public long GetInt64(int column) => raw.sqlite3_column_int64(_statement, column);

    public int GetInt32(int column) => checked((int)GetInt64(column));

    public string GetString(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public byte[] GetBytes(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>Ends the run and gives up what it holds.</summary>
    public void Dispose()
    {
        // Repeats the fault of the run, which was thrown there.
        _ = raw.sqlite3_reset(_statement);
        _ = raw.sqlite3_clear_bindings(_statement);
    }

    public void Close() => _statement.Dispose();

    private int Bind(int place, SqlValue value) => value switch
    {
        { IsInteger: true } => raw.sqlite3_bind_int64(_statement, place, value.Integer),
        { Reference: string text } => BindText(place, text),
        { Reference: byte[] { Length: > 0 } bytes } => raw.sqlite3_bind_blob(_statement, place, bytes),
        { Reference: byte[] } => raw.sqlite3_bind_zeroblob(_statement, place, 0),
        _ => raw.sqlite3_bind_null(_statement, place),
    };

    private int BindText(int place, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (text.Length == 0 || most > StackBytes)
        {
            return raw.sqlite3_bind_text(_statement, place, text);
        }

        Span<byte> utf8 = stackalloc byte[StackBytes];
        return raw.sqlite3_bind_text(_statement, place, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    /// <summary>Another process may hold the file for a moment.</summary>
    private int StepAgain(int code)
    {
        var started = Stopwatch.GetTimestamp();
        while ((code & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED && Stopwatch.GetElapsedTime(started) < BusyPatience)
        {
            _ = raw.sqlite3_reset(_statement);
            Thread.Sleep(BusyPause);
            code = raw.sqlite3_step(_statement);
        }

        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(code);
        }

        return code;
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, _connection);
        }
    }
}
