using Microsoft.Data.Sqlite;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite;
using PersonaKit.Sqlite.Connections;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

/// <summary>The database file: what survives closing it, and which files are refused.</summary>
public sealed class SqliteFileTests : IAsyncLifetime
{
    private readonly TemporaryDatabase _file = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _file.DisposeAsync();

    [Fact]
    public async Task Everything_is_there_after_the_file_was_closed_and_opened()
    {
        var person = Samples.NewPerson();
        var database = _file.Open();
        await database.Mindscapes.AppendAsync(person, [Samples.Observation("a"), Samples.Observation("b", 45)], 10, default);
        var stored = (await database.Mindscapes.ReadAsync(person, default))!;
        await database.Mindscapes.ReplaceAsync(stored, Samples.Fold(stored), default);
        await database.Mindscapes.AppendAsync(person, [Samples.Observation("c", 30)], 10, default);
        await database.Personas.AdvanceHeadAsync(person, new(1), default);
        await database.Personas.SaveAsync(person, Samples.Row(Samples.Key()), default);
        await database.Mappers.AddAsync(Samples.Key().MapperId, "text", MapperOrigin.Api, Samples.Now, null, default);
        await database.Mappers.ActivateAsync(Samples.Key().MapperId, 1, MapperOrigin.Api, "1", default);
        var mapper = await database.Mappers.ReadHistoryAsync(Samples.Key().MapperId, default);
        var before = (await database.Mindscapes.ReadAsync(person, default))!;

        database = await _file.ReopenAsync();
        var after = (await database.Mindscapes.ReadAsync(person, default))!;
        Assert.Equal(MindscapeDocument.Write(before.Mindscape), MindscapeDocument.Write(after.Mindscape));
        Assert.Equal(before.Inbox.AsEnumerable(), after.Inbox);
        Assert.Equal((before.LastSequence, before.ETag), (after.LastSequence, after.ETag));
        var found = await database.Personas.FindAsync(person, Samples.Key(), default);
        Assert.Equal(new MindscapeVersion(1), found.Head);
        Assert.Equal(Samples.Row(Samples.Key()).PersonaId, found.Row?.PersonaId);
        var reopened = (await database.Mappers.ReadHistoryAsync(Samples.Key().MapperId, default))!;
        Assert.Equal((mapper!.Head, 1), (reopened.Head, reopened.Head.Active?.Number));
        Assert.Equal(mapper.Revisions.AsEnumerable(), reopened.Revisions);
        Assert.IsType<AppendedItem.Duplicate>(Assert.IsType<AppendOutcome.Appended>(
            await database.Mindscapes.AppendAsync(person, [Samples.Observation("a")], 10, default)).Items[0]);
    }

    [Fact]
    public async Task The_cache_equals_the_file()
    {
        // Sub-millisecond instants and offsets are not kept; a reader must not see them before a restart and miss them after.
        var person = Samples.NewPerson();
        var sent = Samples.Observation("a") with
        {
            ObservedAt = new DateTimeOffset(2026, 1, 20, 9, 0, 0, TimeSpan.FromHours(2)).AddTicks(12_345),
            ReceivedAt = Samples.Now.AddTicks(7),
        };
        var database = _file.Open();
        await database.Mindscapes.AppendAsync(person, [sent], 10, default);
        var cached = (await database.Mindscapes.ReadAsync(person, default))!.Inbox[0].Observation;
        database = await _file.ReopenAsync();
        var loaded = (await database.Mindscapes.ReadAsync(person, default))!.Inbox[0].Observation;

        Assert.Equal(loaded, cached);
        Assert.Equal(loaded.ObservedAt.Offset, cached.ObservedAt.Offset);
    }

    [Fact]
    public async Task Confirmed_writes_survive_a_crash()
    {
        var person = Samples.NewPerson();
        var unhandled = Samples.NewPerson();
        var database = _file.Open();
        for (var i = 0; i < 30; i++)
        {
            await database.Mindscapes.AppendAsync(person, [Samples.Observation($"o-{i}")], 100, default);
        }

        var stored = (await database.Mindscapes.ReadAsync(person, default))!;
        await database.Mindscapes.ReplaceAsync(stored, Samples.Fold(stored), default);
        await database.Personas.AdvanceHeadAsync(person, new(1), default);
        await database.Feed.DrainAsync((_, _) => Task.FromResult(true), TimeSpan.FromSeconds(10), default);
        await database.Mindscapes.AppendAsync(unhandled, [Samples.Observation("a")], 100, default);

        await using var crashed = new TemporaryDatabase();
        File.Copy(_file.Path, crashed.Path);
        File.Copy(_file.Path + "-wal", crashed.Path + "-wal");
        var recovered = crashed.Open();
        var after = (await recovered.Mindscapes.ReadAsync(person, default))!;
        Assert.Equal((30, 30, 1), (after.LastSequence, after.Mindscape.LastSequence, after.Mindscape.Version.Value));
        Assert.Equal(1, (await recovered.Personas.FindAsync(person, Samples.Key(), default)).Head.Value);
        var seen = new List<string>();
        await recovered.Feed.DrainAsync(
            (who, _) =>
            {
                seen.Add(who.Value);
                return Task.FromResult(true);
            },
            TimeSpan.FromSeconds(10),
            default);
        Assert.Equal([unhandled.Value], seen);
    }

    [Fact]
    public void A_file_that_is_open_is_refused_to_a_second_owner_by_name()
    {
        _file.Open();
        var refused = Assert.Throws<SqliteDatabaseException>(() => _file.Open());
        Assert.Contains(_file.Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("in use", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_the_owner_can_read_any_of_the_files()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // the folder's access list decides there
        }

        var database = _file.Open();
        await database.Mindscapes.AppendAsync(Samples.NewPerson(), [Samples.Observation("a")], 10, default);
        foreach (var suffix in new[] { "", "-wal", "-shm", ".lock" })
        {
            Assert.Equal((suffix, UnixFileMode.UserRead | UnixFileMode.UserWrite), (suffix, File.GetUnixFileMode(_file.Path + suffix)));
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_is_not_made()
    {
        var folder = Path.Combine(Path.GetDirectoryName(_file.Path)!, "mistyped");
        var refused = Assert.Throws<SqliteDatabaseException>(() => SqliteDatabase.Open(
            Path.Combine(folder, "x.db"), Samples.Catalog, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<SqliteDatabase>.Instance));
        Assert.Contains($"the folder {folder} does not exist", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_closed_file_can_be_opened_again()
    {
        _file.Open();
        await _file.ReopenAsync();
    }

    [Fact]
    public void A_file_that_is_not_a_database_is_refused_and_not_changed()
    {
        File.WriteAllText(_file.Path, string.Concat(Enumerable.Repeat("dear diary, ", 1000)));
        var refused = Assert.Throws<SqliteDatabaseException>(() => _file.Open());
        Assert.Contains("not an SQLite database", refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("dear diary", File.ReadAllText(_file.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_another_application_is_refused_and_not_changed()
    {
        Run("CREATE TABLE recipes(name TEXT)");
        var refused = Assert.Throws<SqliteDatabaseException>(() => _file.Open());
        Assert.Contains("another application", refused.Message, StringComparison.Ordinal);
        Assert.Equal("recipes", Run("SELECT group_concat(name) FROM sqlite_schema"));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        _file.Open();
        await _file.CloseAsync();
        var newer = (long)Run("PRAGMA user_version")! + 1;
        Run($"PRAGMA user_version = {newer}");
        var refused = Assert.Throws<SqliteDatabaseException>(() => _file.Open());
        Assert.Contains($"schema version {newer}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_is_refused_as_such()
    {
        var database = _file.Open();
        await database.Mindscapes.AppendAsync(Samples.NewPerson(), [Samples.Observation("a")], 10, default);
        await _file.CloseAsync();
        using (var bytes = new FileStream(_file.Path, FileMode.Open))
        {
            bytes.Seek(4096, SeekOrigin.Begin);
            bytes.Write(Enumerable.Repeat((byte)0xA5, 3 * 4096).ToArray());
        }

        var refused = Assert.Throws<SqliteDatabaseException>(() => _file.Open());
        Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
        Assert.Contains(_file.Path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_database_answers_that_it_is_unavailable()
    {
        var database = _file.Open();
        await _file.CloseAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => database.Mindscapes.AppendAsync(Samples.NewPerson(), [Samples.Observation("a")], 10, default));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.Mindscapes.ReadAsync(Samples.NewPerson(), default));
    }

    private object? Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only ever constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
