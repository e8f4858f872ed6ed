using System.Text;
using Microsoft.Data.Sqlite;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

/// <summary>Erased data is removed from the file, not only from its tables.</summary>
public sealed class SqliteErasureTests : IAsyncLifetime
{
    private const string Secret = "quetzalcoatlus";

    private readonly TemporaryDatabase _file = new();
    private readonly PersonId _person = Samples.NewPerson();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _file.DisposeAsync();

    [Fact]
    public async Task After_an_erase_the_erased_bytes_are_in_no_file()
    {
        var database = _file.Open();
        for (var i = 0; i < 40; i++)
        {
            await database.Mindscapes.AppendAsync(_person, [.. Enumerable.Range(0, 5).Select(k => Note($"n-{i}-{k}"))], 1000, default);
            await database.Mindscapes.AppendAsync(Samples.NewPerson(), [Samples.Observation("a")], 1000, default);
        }

        var stored = (await database.Mindscapes.ReadAsync(_person, default))!;
        await database.Mindscapes.ReplaceAsync(stored, Samples.Fold(stored), default);
        await database.Personas.AdvanceHeadAsync(_person, new(1), default);
        var row = Samples.Row(Samples.Key(), body: $$"""{"note":"{{Secret}}"}""");
        await database.Personas.SaveAsync(_person, row, default);
        await database.Personas.ListAsync(_person, default);
        Assert.True(Occurrences() > 200);

        Assert.NotNull(await database.Mindscapes.EraseAsync(_person, Samples.Now, default));
        Assert.Equal(0, Occurrences());

        // A reader that started earlier does not restore it.
        await database.Personas.SaveAsync(_person, row, default);
        Assert.Null((await database.Personas.FindAsync(_person, row.Key, default)).Row);
        await database.Personas.ListAsync(_person, default);
        await _file.CloseAsync();
        Assert.Equal(0, Occurrences());
    }

    [Fact]
    public async Task The_feed_delivers_a_tombstone_like_any_change()
    {
        var database = _file.Open();
        await database.Mindscapes.AppendAsync(_person, [Samples.Observation("a")], 10, default);
        var before = await database.Feed.ReadChangesAsync(0, 10, default);
        await database.Mindscapes.EraseAsync(_person, Samples.Now, default);

        Assert.Equal(_person, Assert.Single((await database.Feed.ReadChangesAsync(before.Continuation, 10, default)).Changes).PersonId);
    }

    [Fact]
    public async Task A_tombstone_and_a_head_survive_a_restart_and_expire_as_planned()
    {
        var database = _file.Open();
        var erasedAt = DateTimeOffset.UtcNow;
        await database.Mindscapes.AppendAsync(_person, [Samples.Observation("a")], 10, default);
        await database.Mindscapes.EraseAsync(_person, erasedAt, default);
        database = await _file.ReopenAsync();
        Assert.True((await database.Mindscapes.ReadAsync(_person, default))!.IsErased);
        Assert.Equal(2, (await database.Personas.FindAsync(_person, Samples.Key(), default)).Head.Value);

        await database.Personas.PurgeExpiredAsync(erasedAt + ErasureLifetimes.Head, 10, default);
        Assert.Equal(0, (await database.Personas.FindAsync(_person, Samples.Key(), default)).Head.Value);
        Assert.True((await database.Mindscapes.ReadAsync(_person, default))!.IsErased);
        await database.Personas.PurgeExpiredAsync(erasedAt + ErasureLifetimes.Tombstone, 10, default);
        Assert.Null(await database.Mindscapes.ReadAsync(_person, default));

        // Nothing is left of the person, so numbers start at 1 again.
        var again = Assert.IsType<AppendOutcome.Appended>(await database.Mindscapes.AppendAsync(_person, [Samples.Observation("a")], 10, default));
        Assert.Equal([new AppendedItem.Accepted(1)], again.Items.AsEnumerable());
        Assert.Equal(0, (await database.Mindscapes.ReadAsync(_person, default))!.Mindscape.Version.Value);
    }

    [Fact]
    public async Task Reading_a_history_fails_when_the_person_is_erased()
    {
        var database = _file.Open();
        await database.Mindscapes.AppendAsync(_person, [.. Enumerable.Range(0, 600).Select(i => Note($"n-{i}"))], 1000, default);
        var stored = (await database.Mindscapes.ReadAsync(_person, default))!;
        await database.Mindscapes.ReplaceAsync(stored, Samples.Fold(stored), default);
        await using var history = database.Mindscapes.ReadFoldedAsync(_person, default).GetAsyncEnumerator();
        Assert.True(await history.MoveNextAsync());
        await database.Mindscapes.EraseAsync(_person, Samples.Now, default);

        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            while (await history.MoveNextAsync())
            {
            }
        });
    }

    [Fact]
    public async Task A_file_of_version_1_is_migrated_without_its_deleted_content()
    {
        using (var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only ever constants.
            command.CommandText = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Sqlite", "Golden", "schema-1.sql"));
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        Assert.True(Occurrences() > 0);
        var database = _file.Open();
        var ada = PersonId.Parse("ada");
        var stored = (await database.Mindscapes.ReadAsync(ada, default))!;
        Assert.Equal((2, 1, 3, null), (stored.LastSequence, stored.Mindscape.LastSequence, stored.Mindscape.Version.Value, stored.ErasedAt));
        Assert.Equal("o-2", Assert.Single(stored.Inbox).Observation.Id.Value);
        var found = await database.Personas.FindAsync(ada, Samples.Key(), default);
        Assert.Equal((3, "p-1"), (found.Head.Value, found.Row?.PersonaId));
        Assert.Single((await database.Feed.ReadChangesAsync(0, 10, default)).Changes);
        Assert.Equal(new(5), await database.Mindscapes.EraseAsync(ada, Samples.Now, default));
        Assert.Equal(0, Occurrences());

        database = await _file.ReopenAsync();
        Assert.True((await database.Mindscapes.ReadAsync(ada, default))!.IsErased);
    }

    private static Observation Note(string id) => Samples.Observation(id) with
    {
        Content = new DataValue.Map([new("text", DataValue.Of($"{Secret} {id} {new string('.', 300)}"))]),
    };

    private int Occurrences() => new[] { _file.Path, _file.Path + "-wal" }.Where(File.Exists).Sum(path =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return Encoding.Latin1.GetString(bytes).Split(Secret).Length - 1;
    });
}
