using Microsoft.Data.Sqlite;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

/// <summary>Writes that share a commit do not affect each other.</summary>
public sealed class SqliteWriterTests : IAsyncLifetime
{
    private readonly TemporaryDatabase _file = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _file.DisposeAsync();

    [Fact]
    public async Task Writes_confirmed_to_concurrent_callers_are_in_the_file()
    {
        var database = _file.Open();
        var people = Enumerable.Range(0, 64).Select(_ => Samples.NewPerson()).ToArray();
        await Task.WhenAll(people.Select((person, caller) => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                // Half of the writes are for the caller's own person, half for a shared person.
                var target = i % 2 == 0 ? person : people[0];
                var outcome = await database.Mindscapes.AppendAsync(target, [Samples.Observation($"{caller}-{i}")], 10_000, default);
                Assert.IsType<AppendedItem.Accepted>(Assert.IsType<AppendOutcome.Appended>(outcome).Items[0]);
            }
        })));

        database = await _file.ReopenAsync();
        var shared = (await database.Mindscapes.ReadAsync(people[0], default))!;
        Assert.Equal(20 + (64 * 20), shared.Inbox.Length);
        Assert.Equal(Enumerable.Range(1, shared.Inbox.Length).Select(number => (long)number), shared.Inbox.Select(accepted => accepted.Number));
        foreach (var person in people[1..])
        {
            Assert.Equal(20, (await database.Mindscapes.ReadAsync(person, default))!.Inbox.Length);
        }
    }

    [Fact]
    public async Task Only_the_failing_write_of_a_shared_commit_fails()
    {
        var database = _file.Open();
        var people = Enumerable.Range(0, 200).Select(i => i % 50 == 25 ? default : Samples.NewPerson()).ToArray();
        var writes = people.Select(person => database.Mindscapes.AppendAsync(person, [Samples.Observation("a")], 10, default)).ToArray();
        foreach (var (person, write) in people.Zip(writes))
        {
            if (person == default)
            {
                // The default value of a person id is a bug of this caller and must not affect the others.
                await Assert.ThrowsAsync<SqliteException>(() => write);
            }
            else
            {
                await write;
                Assert.Equal(1, (await database.Mindscapes.ReadAsync(person, default))!.LastSequence);
            }
        }

        Assert.Equal(196, (await database.Feed.ReadChangesAsync(0, 1000, default)).Changes.Length);
    }

    [Fact]
    public async Task A_rolled_back_write_is_not_in_the_cache()
    {
        var database = _file.Open();
        var person = Samples.NewPerson();
        var first = database.Mindscapes.AppendAsync(person, [Samples.Observation("a")], 10, default);
        var guilty = database.Mindscapes.AppendAsync(default, [Samples.Observation("a")], 10, default);
        var second = database.Mindscapes.AppendAsync(person, [Samples.Observation("b")], 10, default);
        await Assert.ThrowsAsync<SqliteException>(() => guilty);
        await Task.WhenAll(first, second);

        Assert.Equal([1, 2], (await database.Mindscapes.ReadAsync(person, default))!.Inbox.Select(accepted => accepted.Number));
        database = await _file.ReopenAsync();
        Assert.Equal([1, 2], (await database.Mindscapes.ReadAsync(person, default))!.Inbox.Select(accepted => accepted.Number));
    }

    [Fact]
    public async Task A_write_cancelled_in_the_queue_is_not_executed()
    {
        var database = _file.Open();
        var person = Samples.NewPerson();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => database.Mindscapes.AppendAsync(person, [Samples.Observation("a")], 10, new CancellationToken(canceled: true)));
        Assert.Null(await database.Mindscapes.ReadAsync(person, default));
    }

    [Fact]
    public async Task A_find_that_hits_completes_at_once()
    {
        var database = _file.Open();
        var person = Samples.NewPerson();
        await database.Personas.AdvanceHeadAsync(person, new(1), default);
        await database.Personas.SaveAsync(person, Samples.Row(Samples.Key()), default);

        var finding = database.Personas.FindAsync(person, Samples.Key(), default);
        Assert.True(finding.IsCompletedSuccessfully);
        Assert.NotNull((await finding).Row);
    }
}
