using Microsoft.Extensions.Logging;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Serving;

/// <summary>
/// The mappers of the store, parsed, for every request. An instance follows the store by the clock: knowledge that is <see cref="EngineOptions.MapperRefresh"/>
/// old is renewed behind the back of the request that finds it so, and none is used that is <see cref="EngineOptions.MapperStaleness"/> old. So an activation is
/// in force on every instance within that time, an instance that nobody asks reads nothing, and a store that is down is an answer of its own, never an old revision.
/// </summary>
public sealed partial class MapperRegistry(IMapperStore store, EngineOptions options, TimeProvider time, ILogger<MapperRegistry> logger)
{
    /// <summary>After a reading that failed, so long no request starts another one while it can be served without.</summary>
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(500);

    private const long Never = long.MinValue;

    private readonly Lock _gate = new();
    private readonly MapperLoader _loader = new(store, logger);
    private volatile MapperSnapshot? _current;
    private volatile int _generation;
    private long _failedAt = Never;
    private (Task<MapperSnapshot> Task, int Generation)? _reading;

    /// <summary>Neither waits nor allocates while what is known is young.</summary>
    public ValueTask<MapperSnapshot> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_current is { } current && current.Generation == _generation)
        {
            var age = time.GetElapsedTime(current.ReadAt);
            if (age < options.MapperRefresh)
            {
                return new(current);
            }

            if (age < options.MapperStaleness)
            {
                if (IsWorthATry())
                {
                    _ = JoinReading();
                }

                return new(current);
            }
        }

        return new(ReadFreshAsync(cancellationToken));
    }

    /// <summary>This instance has changed the store: what it knew is of no use any more, nor is what it is reading now.</summary>
    public void Invalidate()
    {
        lock (_gate)
        {
            _generation++;
        }
    }

    private bool IsWorthATry() => Interlocked.Read(ref _failedAt) is var at && (at == Never || time.GetElapsedTime(at) >= RetryPause);

    private async Task<MapperSnapshot> ReadFreshAsync(CancellationToken cancellationToken)
    {
        var read = await JoinReading().WaitAsync(cancellationToken);

        // It may have been joined late: its age counts from its own beginning.
        return time.GetElapsedTime(read.ReadAt) < options.MapperStaleness
            ? read
            : throw new StoreUnavailableException($"the mappers took longer to read than the {options.MapperStaleness.TotalSeconds} s they may be old");
    }

    private Task<MapperSnapshot> JoinReading()
    {
        lock (_gate)
        {
            if (_reading is { Task.IsCompleted: false } running && running.Generation == _generation)
            {
                return running.Task;
            }

            var task = ReadAsync(_current, time.GetTimestamp(), _generation);
            _reading = (task, _generation);

            // Observed: a refresh that nobody waits for must not haunt the finalizer.
            _ = task.ContinueWith(static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return task;
        }
    }

    private async Task<MapperSnapshot> ReadAsync(MapperSnapshot? known, long at, int generation)
    {
        try
        {
            var index = await store.ReadIndexAsync(known?.ETag, CancellationToken.None);
            var read = Keep(index is null ? known!.ReadAgain(at, generation) : await _loader.LoadAsync(index, known, at, generation));
            Interlocked.Exchange(ref _failedAt, Never);
            return read;
        }
        catch (Exception fault)
        {
            Interlocked.Exchange(ref _failedAt, time.GetTimestamp());
            if (fault is StoreUnavailableException unavailable)
            {
                LogUnavailable(logger, unavailable.InnerException?.GetType().Name ?? "");
            }

            throw;
        }
    }

    private MapperSnapshot Keep(MapperSnapshot read)
    {
        lock (_gate)
        {
            return _current = _current is { } current && !current.IsOlderThan(read) ? current : read;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The mappers could not be read again ({Reason}); what is known is served until it is too old")]
    private static partial void LogUnavailable(ILogger logger, string reason);
}
