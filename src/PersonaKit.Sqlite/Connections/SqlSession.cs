using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PersonaKit.Sqlite.Connections;

/// <summary>
/// A connection with its prepared statements. For one thread at a time. Parameters are $1, $2 … in the order of the values.
/// </summary>
internal sealed class SqlSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqlStatement> _statements = new(StringComparer.Ordinal);

    private SqlSession(SqliteConnection connection) => _connection = connection;

    public static SqlSession Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            connection.Open();
            return new SqlSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The key of the row that was inserted last.</summary>
    public long LastRowId => raw.sqlite3_last_insert_rowid(_connection.Handle);

    /// <summary>Returns how many rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using var statement = Query(sql, values);
        return statement.Run();
    }

    /// <summary>The rows, one at a time; to be disposed before the same statement is run again.</summary>
    public SqlStatement Query(string sql, params ReadOnlySpan<SqlValue> values)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new SqlStatement(_connection.Handle!, sql, values.Length);
            _statements.Add(sql, statement);
        }

        statement.Bind(values);
        return statement;
    }

    /// <summary>The integer in the first column of the first row; null when there is none, or it is null.</summary>
    public long? Scalar(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using var statement = Query(sql, values);
        return statement.Read() && !statement.IsNull(0) ? statement.GetInt64(0) : null;
    }

    /// <summary>For what cannot be prepared: several statements, pragmas. All of them run.</summary>
    public void Run(string script)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Only ever constants.
        command.CommandText = script;
#pragma warning restore CA2100
        using var results = command.ExecuteReader();
        do
        {
            while (results.Read())
            {
            }
        }
        while (results.NextResult());
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        _connection.Dispose();
    }
}
