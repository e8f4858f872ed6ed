using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace PersonaKit.Benchmarks.Http;

/// <summary>What durability costs without group commit: one row, one transaction, one sync, under the settings the embedded store uses.</summary>
internal static class SingleRowCommits
{
    public static double PerSecond(TimeSpan duration)
    {
        var file = Path.Combine(PublishedHost.WorkFolder, $"single-{Guid.NewGuid():n}.db");
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode=WAL");
        Run(connection, "PRAGMA synchronous=FULL");
        Run(connection, "CREATE TABLE rows (id INTEGER PRIMARY KEY, body BLOB)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows (body) VALUES ($body)";
        insert.Parameters.AddWithValue("$body", new byte[300]);
        insert.Prepare();
        var rows = 0;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < duration)
        {
            insert.ExecuteNonQuery();
            rows++;
        }

        return rows / clock.Elapsed.TotalSeconds;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
