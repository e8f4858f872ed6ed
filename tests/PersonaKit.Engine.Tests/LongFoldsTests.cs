using PersonaKit.Core.Mindscapes;
using PersonaKit.Engine.Folding;

namespace PersonaKit.Engine.Tests;

/// <summary>Folds of long histories: few at once, each once for all who ask, and an honest refusal beyond that.</summary>
public sealed class LongFoldsTests : IDisposable
{
    private readonly LongFolds _folds = new(new EngineOptions { LongFolds = 1, LongFoldQueue = 2 });
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private int _most;

    public void Dispose() => _folds.Dispose();

    [Fact]
    public async Task Readers_of_one_fold_share_it()
    {
        var readers = Enumerable.Range(0, 12).Select(_ => _folds.ReadAsync(Key(1), FoldAsync, CancellationToken.None)).ToList();
        _held.SetResult();
        Assert.Single((await Task.WhenAll(readers)).Distinct());
        Assert.Equal(1, _folds.Run);
    }

    [Fact]
    public async Task No_more_run_at_once_than_are_set_and_what_is_beyond_the_queue_is_refused()
    {
        var readers = Enumerable.Range(0, 3).Select(i => _folds.ReadAsync(Key(i), FoldAsync, CancellationToken.None)).ToList();
        var busy = await Assert.ThrowsAsync<EngineBusyException>(() => _folds.ReadAsync(Key(3), FoldAsync, CancellationToken.None));
        Assert.True(busy.RetryAfter > TimeSpan.Zero);

        // Who asks for what is there already takes no place in the queue.
        readers.Add(_folds.ReadAsync(Key(2), FoldAsync, CancellationToken.None));
        _held.SetResult();
        await Task.WhenAll(readers);
        Assert.Equal((3, 1), ((int)_folds.Run, _most));
        await _folds.ReadAsync(Key(3), FoldAsync, CancellationToken.None);
    }

    [Fact]
    public async Task The_feed_waits_for_no_reader_and_joins_one_that_runs_the_same_fold()
    {
        var reader = _folds.ReadAsync(Key(1), FoldAsync, CancellationToken.None);
        var queued = _folds.ReadAsync(Key(2), FoldAsync, CancellationToken.None);
        Assert.Equal(7, await _folds.FeedAsync(Key(2), () => Task.FromResult(7), CancellationToken.None));
        while (Volatile.Read(ref _running) == 0)
        {
            await Task.Yield();
        }

        var joined = _folds.FeedAsync(Key(1), () => Task.FromResult(7), CancellationToken.None);
        _held.SetResult();
        Assert.Equal(await reader, await joined);
        await queued;
    }

    [Fact]
    public async Task A_reader_that_gives_up_leaves_the_fold_to_the_others_and_a_fault_is_of_all()
    {
        using var impatient = new CancellationTokenSource();
        var gone = _folds.ReadAsync(Key(1), FailAsync, impatient.Token);
        var other = _folds.ReadAsync(Key(1), FailAsync, CancellationToken.None);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        _held.SetResult();
        await Assert.ThrowsAsync<TimeoutException>(() => other);
        Assert.Equal(1, _folds.Run);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_fold_that_has_ended_is_shared_with_nobody_who_comes_later(bool fails)
    {
        _held.SetResult();
        if (fails)
        {
            await Assert.ThrowsAsync<TimeoutException>(() => _folds.ReadAsync(Key(1), FailAsync, CancellationToken.None));
        }
        else
        {
            Assert.Equal(1, await _folds.ReadAsync(Key(1), FoldAsync, CancellationToken.None));
        }

        Assert.Equal(2, await _folds.ReadAsync(Key(1), () => Task.FromResult(2), CancellationToken.None));
        Assert.Equal(3, await _folds.FeedAsync(Key(1), () => Task.FromResult(3), CancellationToken.None));
        Assert.Equal(4, await _folds.ReadAsync(Key(1), () => Task.FromResult(4), CancellationToken.None));
    }

    [Fact]
    public async Task A_reader_joins_the_fold_of_the_feed_and_the_feed_runs_one_at_a_time()
    {
        var feed = _folds.FeedAsync(Key(1), FoldAsync, CancellationToken.None);
        var next = _folds.FeedAsync(Key(2), FoldAsync, CancellationToken.None);
        var reader = _folds.ReadAsync(Key(1), () => Task.FromResult(7), CancellationToken.None);

        // Long enough for a second one to begin, if it were let.
        await Task.Delay(100);
        _held.SetResult();
        Assert.All(await Task.WhenAll(feed, next, reader), folded => Assert.Equal(1, folded));
        Assert.Equal((2, 1), ((int)_folds.Run, _most));
    }

    [Fact]
    public async Task A_setting_of_0_leaves_one_processor_to_the_others()
    {
        using var folds = new LongFolds(new EngineOptions { LongFolds = 0, LongFoldQueue = 0 });
        var readers = Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount - 1)).Select(i => folds.ReadAsync(Key(i), FoldAsync, CancellationToken.None)).ToList();
        await Assert.ThrowsAsync<EngineBusyException>(() => folds.ReadAsync(Key(1000), FoldAsync, CancellationToken.None));
        _held.SetResult();
        await Task.WhenAll(readers);
    }

    [Fact]
    public void A_fold_is_long_beyond_the_interval_of_checkpoints()
    {
        var interval = new EngineOptions().CheckpointInterval;
        Assert.Equal((false, true), (_folds.IsLong(interval), _folds.IsLong(interval + 1)));
    }

    private static FoldKey Key(long version) => new(World.Ana, new MindscapeVersion(version), 1, "all");

    private async Task<int> FailAsync()
    {
        await _held.Task;
        throw new TimeoutException();
    }

    private async Task<int> FoldAsync()
    {
        _most = Math.Max(_most, Interlocked.Increment(ref _running));
        await _held.Task;
        Interlocked.Decrement(ref _running);
        return 1;
    }
}
