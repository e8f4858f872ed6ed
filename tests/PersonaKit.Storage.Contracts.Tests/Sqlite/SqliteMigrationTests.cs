using Microsoft.Data.Sqlite;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

/// <summary>Files of earlier versions are migrated and stay usable.</summary>
public sealed class SqliteMigrationTests : IAsyncLifetime
{
    private static readonly MapperId Work = MapperId.Parse("work");
    private readonly TemporaryDatabase _file = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _file.DisposeAsync();

    [Fact]
    public async Task The_active_text_of_a_file_without_heads_stays_active_and_its_history_is_kept()
    {
        Run(await GoldenAsync(5));
        Run("""
            DROP TABLE checkpoints; DROP TABLE scrubs; DROP TABLE mapper_heads; DROP TABLE mappers;
            CREATE TABLE mappers(
                id TEXT NOT NULL, revision INTEGER NOT NULL, source TEXT NOT NULL, created_at INTEGER NOT NULL, active INTEGER NOT NULL,
                PRIMARY KEY(id, revision)) WITHOUT ROWID;
            CREATE UNIQUE INDEX mappers_active ON mappers(id) WHERE active;
            INSERT INTO mappers VALUES('work', 1, 'one', 1768903200250, 0), ('work', 2, 'two', 1768903200250, 1), ('rest', 1, 'zzz', 1768903200250, 1);
            PRAGMA user_version = 2;
            """);

        var database = _file.Open();
        var history = (await database.Mappers.ReadHistoryAsync(Work, default))!;
        Assert.Equal((2, 2, 2, MapperOrigin.File), (history.Head.Active!.Number, history.Head.Newest.Number, history.Head.Seed!.Number, history.Head.DecidedBy!.Value));
        Assert.Equal([(2, MapperRevision.DigestOf("two")), (1, MapperRevision.DigestOf("one"))], history.Revisions.Select(revision => (revision.Number, revision.Digest)));
        Assert.Equal(new StoredMapper(Work, 1, "one", Samples.Now), await database.Mappers.FindAsync(Work, 1, default));
        Assert.Equal(["rest", "work"], (await database.Mappers.ReadIndexAsync(null, default))!.Heads.Select(head => head.Id.Value));

        database = await _file.ReopenAsync();
        var again = Assert.IsType<MapperWriteOutcome.Saved>(await database.Mappers.AddAsync(Work, "two", MapperOrigin.File, Samples.Now, null, default)).Head;
        Assert.Equal(history.Head, again);
    }

    [Fact]
    public async Task Histories_of_a_file_with_numbered_observations_are_read_and_go_on()
    {
        Run(await GoldenAsync(5));
        var (ana, bea) = (PersonId.Parse("ana"), PersonId.Parse("bea"));
        var database = _file.Open();
        for (var round = 0; round < 2; round++)
        {
            var stored = (await database.Mindscapes.ReadAsync(ana, default))!;
            Assert.Equal(Numbers(151, 200 + round), stored.Inbox.Select(accepted => accepted.Number));
            Assert.Equal(Numbers(1, 150), await FoldedAsync(database, ana, 1, long.MaxValue));
            Assert.Equal(Numbers(60, 70), await FoldedAsync(database, ana, 60, 70));
            Assert.Equal(Numbers(120, 129).Reverse(), (await database.Mindscapes.ReadNewestAsync(ana, 130, 10, default)).Select(accepted => accepted.Number));
            Assert.Equal(77, Assert.Single(await database.Mindscapes.FindAsync(ana, [ObservationId.Parse("a923")], default)).Number);

            // Of what was erased there is nothing, and the numbers go on.
            Assert.Equal(Numbers(3, 4), await FoldedAsync(database, bea, 1, long.MaxValue));
            Assert.Equal(Numbers(3, 5 + round).Reverse(), (await database.Mindscapes.ReadNewestAsync(bea, null, 10, default)).Select(accepted => accepted.Number));
            Assert.True((await database.Mindscapes.ReadAsync(PersonId.Parse("cid"), default))!.IsErased);

            Assert.IsType<AppendedItem.Accepted>(await AppendAsync(database, ana, $"new-{round}"));
            Assert.IsType<AppendedItem.Accepted>(await AppendAsync(database, bea, $"new-{round}"));
            Assert.IsType<AppendedItem.Conflict>(await AppendAsync(database, ana, "a923"));
            database = await _file.ReopenAsync();
        }
    }

    private static async Task<AppendedItem> AppendAsync(SqliteDatabase database, PersonId person, string id) =>
        Assert.Single(Assert.IsType<AppendOutcome.Appended>(await database.Mindscapes.AppendAsync(person, [Samples.Observation(id)], 1000, default)).Items);

    private static async Task<List<long>> FoldedAsync(SqliteDatabase database, PersonId person, long first, long last)
    {
        var numbers = new List<long>();
        var stored = (await database.Mindscapes.ReadAsync(person, default))!;
        await foreach (var accepted in database.Checkpoints.ReadFoldedRangeAsync(stored, first, last, null, default))
        {
            numbers.Add(accepted.Number);
        }

        return numbers;
    }

    private static IEnumerable<long> Numbers(int first, int last) => Enumerable.Range(first, last - first + 1).Select(number => (long)number);

    private static Task<string> GoldenAsync(int version) =>
        File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Sqlite", "Golden", $"schema-{version}.sql"));

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only ever constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
