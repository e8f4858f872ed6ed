using Microsoft.Data.Sqlite;
using PersonaKit.Sqlite.Scrubbing;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

/// <summary>
/// Every page that was committed is known, also when the log that had it began anew, and also when what was rolled back stood in the log.
/// </summary>
public sealed class LogFollowerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("personakit-").FullName;
    private readonly SqliteConnection _connection;

    public LogFollowerTests()
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "x.db")};Pooling=False");
        _connection.Open();
        Run("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=4; CREATE TABLE a(x); CREATE TABLE b(x); CREATE TABLE c(x); CREATE TABLE bulk(x)");
    }

    public void Dispose()
    {
        _connection.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Pages_of_a_log_that_began_anew_are_not_forgotten_until_they_are_cleared()
    {
        using var log = File.OpenHandle(Path.Combine(_folder, "x.db-wal"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var follower = new LogFollower(log, pageSize: 4096);
        follower.Follow();
        follower.Clear();
        Commit(follower, "INSERT INTO a VALUES(1)");
        Assert.Equal([RootOf("a")], follower.Pages.Numbers);

        Run("PRAGMA wal_checkpoint(RESTART)");
        Commit(follower, "INSERT INTO b VALUES(1)");
        Run("PRAGMA wal_checkpoint(TRUNCATE)");
        follower.Follow();
        Commit(follower, "INSERT INTO c VALUES(1)");
        Commit(follower, "INSERT INTO c VALUES(2)");
        Assert.Equal([RootOf("a"), RootOf("b"), RootOf("c")], follower.Pages.Numbers);
        Assert.Equal(3, follower.Pages.Count);

        follower.Clear();
        Commit(follower, "INSERT INTO b VALUES(2)");
        Assert.Equal([RootOf("b")], follower.Pages.Numbers);
    }

    [Fact]
    public void Frames_of_no_transaction_are_neither_counted_nor_passed_over()
    {
        using var log = File.OpenHandle(Path.Combine(_folder, "x.db-wal"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var follower = new LogFollower(log, pageSize: 4096);
        follower.Follow();
        follower.Clear();

        // More than the connection keeps in memory: the pages are in the log before the end of the transaction.
        var before = RandomAccess.GetLength(log);
        Run("BEGIN");
        Run("INSERT INTO bulk WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) SELECT zeroblob(2000) FROM n");
        Assert.True(RandomAccess.GetLength(log) > before);
        follower.Follow();
        Assert.Empty(follower.Pages.Numbers);
        Run("ROLLBACK");

        Commit(follower, "INSERT INTO a VALUES(1)");
        Commit(follower, "INSERT INTO c VALUES(1)");
        Assert.Equal([RootOf("a"), RootOf("c")], follower.Pages.Numbers);
    }

    private void Commit(LogFollower follower, string sql)
    {
        Run(sql);
        follower.Follow();
    }

    private void Run(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private uint RootOf(string table)
    {
        using var command = Command($"SELECT rootpage FROM sqlite_schema WHERE name = '{table}'");
        return (uint)(long)command.ExecuteScalar()!;
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Only ever constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
