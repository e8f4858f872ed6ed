using System.Collections.Concurrent;
using System.Diagnostics;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>What every change feed of a store must do: everybody who was written to comes, at least once, whatever fails and whenever the process ends.</summary>
public abstract class ChangeFeedContract : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private IMindscapeStore _mindscapes = null!;
    private IChangeFeed _feed = null!;

    public async Task InitializeAsync() => (_mindscapes, _feed) = await OpenAsync();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_running_feed_brings_what_is_written_and_then_nothing_is_pending()
    {
        var seen = new ConcurrentQueue<PersonId>();
        using var stop = new CancellationTokenSource();
        var running = _feed.RunAsync(Handler(seen), stop.Token);
        var (ann, bob) = (await AppendAsync(), await AppendAsync());
        await UntilAsync(() => seen.Contains(ann) && seen.Contains(bob));
        await UntilHandledAsync();
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_person_who_is_written_to_again_comes_again()
    {
        var ann = await AppendAsync();
        var seen = new ConcurrentQueue<PersonId>();
        Assert.True(await _feed.DrainAsync(Handler(seen), Soon, default));
        await AppendAsync(ann, "2");
        Assert.Equal(1, await _feed.CountPendingAsync(default));
        Assert.True(await _feed.DrainAsync(Handler(seen), Soon, default));
        Assert.Equal([ann, ann], seen);
    }

    [Fact]
    public async Task A_failed_person_is_retried_and_does_not_block_others()
    {
        var (ann, bob) = (await AppendAsync(), await AppendAsync());
        var failures = 3;
        var seen = new ConcurrentQueue<PersonId>();
        using var stop = new CancellationTokenSource();
        var running = _feed.RunAsync(
            (person, _) =>
            {
                if (person == ann && Interlocked.Decrement(ref failures) >= 0)
                {
                    return failures % 2 == 0 ? Task.FromResult(false) : throw new InvalidOperationException("out of luck");
                }

                seen.Enqueue(person);
                return Task.FromResult(true);
            },
            stop.Token);

        await UntilAsync(() => seen.Contains(ann));
        await stop.CancelAsync();
        await running;
        Assert.Equal([bob, ann], seen);
    }

    [Fact]
    public async Task After_a_restart_the_feed_goes_on_where_it_was()
    {
        await AppendAsync();
        var seen = new ConcurrentQueue<PersonId>();
        Assert.True(await _feed.DrainAsync(Handler(seen), Soon, default));
        Assert.Single(seen);

        (_mindscapes, _feed) = await ReopenAsync();
        var bob = await AppendAsync();
        seen.Clear();
        Assert.True(await _feed.DrainAsync(Handler(seen), Soon, default));
        Assert.Equal([bob], seen);
    }

    [Fact]
    public async Task An_unhandled_person_is_redelivered_after_a_restart()
    {
        var ann = await AppendAsync();
        Assert.False(await _feed.DrainAsync((_, _) => Task.FromResult(false), TimeSpan.FromMilliseconds(200), default));
        await AppendAsync();
        Assert.False(await _feed.DrainAsync((person, _) => Task.FromResult(person != ann), TimeSpan.FromMilliseconds(300), default));
        Assert.Equal(1, await _feed.CountPendingAsync(default));

        (_mindscapes, _feed) = await ReopenAsync();
        var seen = new ConcurrentQueue<PersonId>();
        Assert.True(await _feed.DrainAsync(Handler(seen), Soon, default));
        Assert.Contains(ann, seen);
    }

    [Fact]
    public async Task Draining_handles_everybody_and_no_person_twice_at_a_time()
    {
        var people = new List<PersonId>();
        for (var i = 0; i < 600; i++)
        {
            people.Add(await AppendAsync());
        }

        var busy = new ConcurrentDictionary<PersonId, bool>();
        var folded = new ConcurrentDictionary<PersonId, bool>();
        Assert.True(await _feed.DrainAsync(
            async (person, token) =>
            {
                Assert.True(busy.TryAdd(person, true));
                if (folded.TryAdd(person, true))
                {
                    await FoldAsync(person);
                }

                busy.TryRemove(person, out _);
                return true;
            },
            TimeSpan.FromSeconds(30),
            default));
        Assert.Equal(people.Count, folded.Count);
    }

    [Fact]
    public async Task A_cancelled_drain_says_so_and_a_cancelled_run_returns()
    {
        await AppendAsync();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _feed.DrainAsync((_, _) => Task.FromResult(false), Soon, stop.Token));
        await _feed.RunAsync((_, _) => Task.FromResult(true), stop.Token).WaitAsync(Soon);
    }

    /// <summary>A store that holds nothing, and its feed.</summary>
    protected abstract Task<(IMindscapeStore Mindscapes, IChangeFeed Feed)> OpenAsync();

    /// <summary>Closes the store and opens it again, as a process does that ends and is started again.</summary>
    protected abstract Task<(IMindscapeStore Mindscapes, IChangeFeed Feed)> ReopenAsync();

    private static Func<PersonId, CancellationToken, Task<bool>> Handler(ConcurrentQueue<PersonId> seen) => (person, _) =>
    {
        seen.Enqueue(person);
        return Task.FromResult(true);
    };

    private static async Task UntilAsync(Func<bool> isReached)
    {
        var watch = Stopwatch.StartNew();
        while (!isReached())
        {
            Assert.True(watch.Elapsed < Soon, "the feed never came that far");
            await Task.Delay(5);
        }
    }

    private async Task UntilHandledAsync()
    {
        var watch = Stopwatch.StartNew();
        while (await _feed.CountPendingAsync(default) > 0)
        {
            Assert.True(watch.Elapsed < Soon, "the feed never caught up");
            await Task.Delay(5);
        }
    }

    private async Task<PersonId> AppendAsync()
    {
        var person = Samples.NewPerson();
        await AppendAsync(person, "1");
        return person;
    }

    private Task<AppendOutcome> AppendAsync(PersonId person, string id) => _mindscapes.AppendAsync(person, [Samples.Observation(id)], 100, default);

    private async Task FoldAsync(PersonId person)
    {
        var stored = (await _mindscapes.ReadAsync(person, default))!;
        Assert.Equal(ReplaceOutcome.Saved, await _mindscapes.ReplaceAsync(stored, Samples.Fold(stored), default));
    }
}
