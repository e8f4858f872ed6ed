using System.Collections.Concurrent;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

/// <summary>
/// What the change feed of SQLite does beyond the contract: the order of the writes, pages, a wake-up by the write, several folds at a
/// time.
/// </summary>
public sealed class SqliteFeedTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly TemporaryDatabase _file = new();
    private SqliteDatabase _database = null!;

    public Task InitializeAsync()
    {
        _database = _file.Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _file.DisposeAsync();

    [Fact]
    public async Task People_come_in_the_order_of_their_latest_writes_each_once()
    {
        var (ann, bob, cid) = (await AppendAsync("1"), await AppendAsync("1"), await AppendAsync("1"));
        await AppendAsync(ann, "2");
        await FoldAsync(bob);

        var page = await _database.Feed.ReadChangesAsync(0, 10, default);
        Assert.Equal([cid, ann, bob], page.Changes.Select(change => change.PersonId));
        Assert.Empty((await _database.Feed.ReadChangesAsync(page.Continuation, 10, default)).Changes);
    }

    [Fact]
    public async Task Changes_are_read_in_pages_and_a_person_who_changes_again_comes_again()
    {
        var (ann, bob, cid) = (await AppendAsync("1"), await AppendAsync("1"), await AppendAsync("1"));
        var first = await _database.Feed.ReadChangesAsync(0, 2, default);
        await AppendAsync(ann, "2");
        var second = await _database.Feed.ReadChangesAsync(first.Continuation, 2, default);

        Assert.Equal([ann, bob], first.Changes.Select(change => change.PersonId));
        Assert.Equal([cid, ann], second.Changes.Select(change => change.PersonId));
    }

    [Fact]
    public async Task A_retry_that_took_nothing_is_no_change()
    {
        var ann = await AppendAsync("1");
        var page = await _database.Feed.ReadChangesAsync(0, 10, default);
        await AppendAsync(ann, "1");

        Assert.Empty((await _database.Feed.ReadChangesAsync(page.Continuation, 10, default)).Changes);
    }

    /// <summary>The person with the highest number is gone then, and only the feed's own place says how far the numbers went.</summary>
    [Fact]
    public async Task After_a_purge_of_the_latest_change_and_a_restart_new_writes_still_come()
    {
        var (ann, erasedAt) = (await AppendAsync("1"), DateTimeOffset.UtcNow);
        await _database.Mindscapes.EraseAsync(ann, erasedAt, default);
        var seen = new ConcurrentQueue<PersonId>();
        Assert.True(await _database.Feed.DrainAsync(Handler(seen), Soon, default));
        await _database.Personas.PurgeExpiredAsync(erasedAt + ErasureLifetimes.Tombstone, 10, default);
        Assert.Null(await _database.Mindscapes.ReadAsync(ann, default));

        _database = await _file.ReopenAsync();
        var bob = await AppendAsync("1");
        Assert.Equal(1, await _database.Feed.CountPendingAsync(default));
        seen.Clear();
        Assert.True(await _database.Feed.DrainAsync(Handler(seen), Soon, default));
        Assert.Equal([bob], seen);
    }

    [Fact]
    public async Task A_running_feed_is_woken_by_a_write()
    {
        var seen = new ConcurrentQueue<PersonId>();
        using var stop = new CancellationTokenSource();
        var running = _database.Feed.RunAsync(Handler(seen), stop.Token);
        await Task.Delay(50);

        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 5; i++)
        {
            var person = await AppendAsync("1");
            await UntilAsync(() => seen.Contains(person));
        }

        // With only the poll of one second, five changes one after another would take five seconds.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"{watch.Elapsed}: the poll found them, not the wake-up");
        while (await _database.Feed.CountPendingAsync(default) > 0)
        {
            Assert.True(watch.Elapsed < Soon, "the feed never caught up");
            await Task.Delay(5);
        }

        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task At_most_eight_people_are_handled_at_a_time()
    {
        for (var i = 0; i < 100; i++)
        {
            await AppendAsync("1");
        }

        var atOnce = 0;
        var highest = 0;
        Assert.True(await _database.Feed.DrainAsync(
            async (_, token) =>
            {
                highest = Math.Max(highest, Interlocked.Increment(ref atOnce));
                await Task.Delay(1, token);
                Interlocked.Decrement(ref atOnce);
                return true;
            },
            TimeSpan.FromSeconds(30),
            default));
        Assert.InRange(highest, 2, 8);
    }

    private static Func<PersonId, CancellationToken, Task<bool>> Handler(ConcurrentQueue<PersonId> seen) => (person, _) =>
    {
        seen.Enqueue(person);
        return Task.FromResult(true);
    };

    private static async Task UntilAsync(Func<bool> isReached)
    {
        using var deadline = new CancellationTokenSource(Soon);
        while (!isReached())
        {
            await Task.Delay(5, deadline.Token);
        }
    }

    private async Task<PersonId> AppendAsync(string id)
    {
        var person = Samples.NewPerson();
        await AppendAsync(person, id);
        return person;
    }

    private Task<AppendOutcome> AppendAsync(PersonId person, string id) =>
        _database.Mindscapes.AppendAsync(person, [Samples.Observation(id)], 100, default);

    private async Task FoldAsync(PersonId person)
    {
        var stored = (await _database.Mindscapes.ReadAsync(person, default))!;
        Assert.Equal(ReplaceOutcome.Saved, await _database.Mindscapes.ReplaceAsync(stored, Samples.Fold(stored), default));
    }
}
