using System.Collections.Concurrent;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Engine.Folding;

/// <summary>
/// Runs the folds that take long: a bounded number at once, so that they leave processors to everybody else, each once for all who ask for
/// it. Readers wait in a bounded queue, past which they are refused. The change feed has a lane of its own, one fold wide: it must not be
/// refused, and must not wait behind readers.
/// </summary>
public sealed class LongFolds : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<FoldKey, Flight> _flights = new();
    private readonly EngineOptions _options;
    private readonly int _atOnce;
    private readonly SemaphoreSlim _readers;
    private readonly SemaphoreSlim _feed = new(1);
    private readonly LongFoldMetrics _metrics;
    private int _inReaders;
    private long _run;

    /// <summary>Creates the lanes that the options ask for.</summary>
    public LongFolds(EngineOptions options, EngineTelemetry? telemetry = null)
    {
        _options = options;
        _metrics = (telemetry ?? EngineTelemetry.Default).LongFolds;
        _atOnce = options.LongFolds > 0 ? options.LongFolds : Math.Max(1, Environment.ProcessorCount - 1);
        _readers = new SemaphoreSlim(_atOnce);
    }

    /// <summary>How many folds were run since the start.</summary>
    public long Run => Volatile.Read(ref _run);

    /// <summary>Whether a fold of so many observations is a long one.</summary>
    public bool IsLong(long observations) => observations > _options.CheckpointInterval;

    /// <inheritdoc/>
    public void Dispose()
    {
        _readers.Dispose();
        _feed.Dispose();
    }

    /// <summary>Runs a fold that a reader waits for, or joins the same fold of another reader.</summary>
    /// <exception cref="EngineBusyException">As many readers' folds wait as there may.</exception>
    internal async Task<T> ReadAsync<T>(FoldKey key, Func<Task<T>> fold, CancellationToken cancellationToken)
    {
        var flight = new Flight();
        var joined = _flights.GetOrAdd(key, flight);
        if (joined == flight)
        {
            _ = RunAsync(key, flight, fold);
        }

        return (T)(await joined.Landing.Task.WaitAsync(cancellationToken))!;
    }

    /// <summary>Runs a fold of the change feed, or joins the same fold of a reader if that is running.</summary>
    internal async Task<T> FeedAsync<T>(FoldKey key, Func<Task<T>> fold, CancellationToken cancellationToken)
    {
        if (_flights.TryGetValue(key, out var running) && running.IsRunning)
        {
            return (T)(await running.Landing.Task.WaitAsync(cancellationToken))!;
        }

        await WaitAsync(_feed, LongFoldMetrics.Feed, cancellationToken);
        var flight = new Flight { IsRunning = true };
        _flights.TryAdd(key, flight);
        await LandAsync(key, flight, fold, _feed, LongFoldMetrics.Feed);
        return (T)(await flight.Landing.Task)!;
    }

    private async Task RunAsync<T>(FoldKey key, Flight flight, Func<Task<T>> fold)
    {
        if (Interlocked.Increment(ref _inReaders) > _atOnce + _options.LongFoldQueue)
        {
            _flights.TryRemove(new(key, flight));
            _metrics.Refused();
            flight.Fail(new EngineBusyException("too many reads that fold a long history are waiting", Pause));
        }
        else
        {
            await WaitAsync(_readers, LongFoldMetrics.Reader, CancellationToken.None);
            flight.IsRunning = true;
            await LandAsync(key, flight, fold, _readers, LongFoldMetrics.Reader);
        }

        Interlocked.Decrement(ref _inReaders);
    }

    private async Task WaitAsync(SemaphoreSlim lane, string name, CancellationToken cancellationToken)
    {
        _metrics.Waits(name, 1);
        try
        {
            await lane.WaitAsync(cancellationToken);
        }
        finally
        {
            _metrics.Waits(name, -1);
        }
    }

    /// <summary>Runs the fold on another thread than the caller's, because a store may answer without ever giving up the thread.</summary>
    private async Task LandAsync<T>(FoldKey key, Flight flight, Func<Task<T>> fold, SemaphoreSlim lane, string name)
    {
        var started = _metrics.Started(name);
        try
        {
            Interlocked.Increment(ref _run);
            var result = await Task.Run(fold, CancellationToken.None);

            // Who comes from here on reads the person again: what was folded may be old by then.
            _flights.TryRemove(new(key, flight));
            flight.Landing.SetResult(result);
        }
        catch (Exception fault)
        {
            _flights.TryRemove(new(key, flight));
            flight.Fail(fault);
        }
        finally
        {
            _metrics.Ended(name, started);
            lane.Release();
        }
    }

    private sealed class Flight
    {
        private volatile bool _isRunning;

        public TaskCompletionSource<object?> Landing { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsRunning
        {
            get => _isRunning;
            set => _isRunning = value;
        }

        public void Fail(Exception fault)
        {
            Landing.SetException(fault);
            _ = Landing.Task.Exception; // observe it: whoever waited may have given up
        }
    }
}
