using Microsoft.Data.Sqlite;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;

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
        _file.Open();
        await _file.CloseAsync();
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
