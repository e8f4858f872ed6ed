using Microsoft.Data.Sqlite;

namespace PersonaKit.Sqlite.Connections;

/// <summary>A connection with its prepared statements. For one thread at a time. Parameters are $1, $2 … in the order of the values.</summary>
internal sealed class SqlSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

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

    /// <summary>Returns how many rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    public SqliteDataReader Query(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteReader();

    /// <summary>The first column of the first row; null when there is none, or it is null.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values) =>
        Prepare(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;

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
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = _connection.CreateCommand();
#pragma warning disable CA2100 // Only ever constants.
            statement.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 1; i <= values.Length; i++)
            {
                statement.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            }

            statement.Prepare();
            _statements.Add(sql, statement);
        }

        for (var i = 0; i < values.Length; i++)
        {
            statement.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return statement;
    }
}
