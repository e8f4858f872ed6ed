using Microsoft.Data.Sqlite;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

/// <summary>What happens to the files of a running host: nothing is confirmed that would be gone, and the reason is told.</summary>
public sealed class SqliteFaultTests : IAsyncLifetime
{
    private readonly TemporaryDatabase _file = new();
    private readonly ListLogger<SqliteDatabase> _log = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _file.DisposeAsync();

    [Theory]
    [InlineData("", "deleted")]
    [InlineData("-wal", "deleted")]
    [InlineData("-shm", "deleted")]
    [InlineData("", "replaced")]
    [InlineData("-wal", "replaced")]
    [InlineData("-wal", "cut short")]
    [InlineData("", "cut short")]
    public async Task Nothing_is_confirmed_once_a_file_is_gone(string suffix, string how)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // an open database can be neither deleted nor replaced there
        }

        var database = _file.Open(_log);
        await AppendAsync(database);
        await database.Probe.ProbeAsync(default);
        Spoil(_file.Path + suffix, how);

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => AppendAsync(database));
        var expected = $"persona.db{suffix} was {how} while it was open";
        Assert.StartsWith(expected, refused.Reason, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AppendAsync(database));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.Mindscapes.ReadAsync(Samples.NewPerson(), default));
        var probed = await Assert.ThrowsAsync<StoreUnavailableException>(() => database.Probe.ProbeAsync(default));
        Assert.Equal(refused.Reason, probed.Reason);
        Assert.Single(_log.Lines, line => line.StartsWith("Critical", StringComparison.Ordinal) && line.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_idle_host_notices_when_it_is_asked_how_it_is()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var database = _file.Open(_log);
        File.Delete(_file.Path);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.Probe.ProbeAsync(default));
    }

    [Fact]
    public async Task Files_that_get_shorter_by_our_own_doing_are_no_loss()
    {
        var database = _file.Open(_log);
        var person = Samples.NewPerson();
        for (var round = 0; round < 20; round++)
        {
            await database.Mindscapes.AppendAsync(person, [.. Enumerable.Range(0, 100).Select(i => Samples.Observation($"{round}-{i}"))], 100_000, default);
            await database.Mindscapes.EraseAsync(person, Samples.Now, default);
        }

        await database.Probe.ProbeAsync(default);
        Assert.DoesNotContain(_log.Lines, line => line.Contains("while it was open", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lock_of_another_process_is_called_one_and_passes()
    {
        var database = _file.Open(_log);
        await AppendAsync(database);
        using (var other = Connect())
        {
            Run(other, "BEGIN IMMEDIATE");
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => AppendAsync(database));
            Assert.Equal("another process has locked the database", refused.Reason);
            Run(other, "ROLLBACK");
        }

        await database.Probe.ProbeAsync(default);
        await AppendAsync(database);
        Assert.Single(_log.Lines, line => line.Contains("another process has locked the database", StringComparison.Ordinal));
        Assert.Single(_log.Lines, line => line.Contains("writes are durable again", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000", "the disk is full")]
    [InlineData("PRAGMA query_only = ON", "PRAGMA query_only = OFF", "the database file or its file system is read-only")]
    public async Task A_disk_that_takes_nothing_is_called_by_its_reason_until_it_takes_something_again(string spoil, string mend, string reason)
    {
        var database = _file.Open(_log);
        await AppendAsync(database);
        database.Session.Run(spoil);
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => FillAsync(database));
        Assert.Equal(reason, refused.Reason);

        database.Session.Run(mend);
        await database.Probe.ProbeAsync(default);
        await AppendAsync(database);
        Assert.Single(_log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.Contains(reason.Replace("database ", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_page_is_called_one_until_the_file_is_opened_again()
    {
        var person = Samples.NewPerson();
        var database = _file.Open();
        for (var round = 0; round < 20; round++)
        {
            await database.Mindscapes.AppendAsync(person, [.. Enumerable.Range(0, 100).Select(i => Samples.Observation($"{round}-{i}"))], 100_000, default);
        }

        await _file.CloseAsync();
        Damage();
        database = _file.Open(_log);
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => database.Mindscapes.ReadNewestAsync(person, null, 100_000, default));
        Assert.Equal("the database is damaged", refused.Reason);
        var probed = await Assert.ThrowsAsync<StoreUnavailableException>(() => database.Probe.ProbeAsync(default));
        Assert.Equal("the database is damaged", probed.Reason);
        Assert.Single(_log.Lines, line => line.StartsWith("Critical", StringComparison.Ordinal) && line.Contains("damaged", StringComparison.Ordinal));
    }

    /// <summary>Overwrites pages in the middle, which belong to the observations and are none of those that the start looks at.</summary>
    private void Damage()
    {
        using var bytes = new FileStream(_file.Path, FileMode.Open);
        bytes.Seek(bytes.Length / 4096 / 2 * 4096, SeekOrigin.Begin);
        bytes.Write(Enumerable.Repeat((byte)0xA5, 8 * 4096).ToArray());
    }

    private static void Spoil(string path, string how)
    {
        switch (how)
        {
            case "deleted":
                File.Delete(path);
                break;
            case "replaced":
                File.Copy(path, path + ".new");
                File.Move(path + ".new", path, overwrite: true);
                break;
            default:
                using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    file.SetLength(0);
                }

                break;
        }
    }

    private static async Task AppendAsync(SqliteDatabase database) =>
        await database.Mindscapes.AppendAsync(Samples.NewPerson(), [Samples.Observation("a")], 10, default);

    private static async Task FillAsync(SqliteDatabase database) =>
        await database.Mindscapes.AppendAsync(Samples.NewPerson(), [.. Enumerable.Range(0, 1000).Select(i => Samples.Observation($"o-{i}"))], 10_000, default);

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only ever constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
