using Microsoft.Extensions.Logging;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Serving;

/// <summary>
/// Caches a compiled snapshot of the trait catalog and of all mappers. Refreshes in the background after <see
/// cref="EngineOptions.MapperRefresh"/>; throws <see cref="StoreUnavailableException"/> rather than use a snapshot older than <see
/// cref="EngineOptions.MapperStaleness"/>. So every instance serves an activation within that time, and an instance without requests
/// reads nothing.
/// </summary>
public sealed partial class MapperRegistry(
    IMapperStore store, EngineOptions options, TimeProvider time, ILogger<MapperRegistry> logger, CatalogSource? catalogs = null)
{
    /// <summary>After a failed refresh, no request that can use the snapshot starts another one for this long.</summary>
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(500);

    private const long Never = long.MinValue;

    private readonly Lock _gate = new();
    private readonly MapperLoader _loader = new(store, logger);
    private volatile MapperSnapshot? _current;
    private volatile int _generation;
    private long _failedAt = Never;
    private (Task<MapperSnapshot> Task, int Generation)? _reading;

    /// <summary>
    /// The current snapshot. Does not wait while it is younger than <see cref="EngineOptions.MapperStaleness"/>.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait, not the shared read.</param>
    /// <exception cref="StoreUnavailableException">The snapshot is too old and the store cannot be read.</exception>
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

    /// <summary>
    /// Takes over what was changed since, the trait catalog included, as <see cref="CurrentAsync"/> does. When the store cannot be read,
    /// what is known is gone by: whoever needs the store as well will say so.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait, not the shared read.</param>
    public ValueTask FollowAsync(CancellationToken cancellationToken)
    {
        var current = CurrentAsync(cancellationToken);
        return current.IsCompletedSuccessfully ? ValueTask.CompletedTask : IfPossibleAsync(current);
    }

    /// <summary>Invalidates the snapshot and any read in progress, because this instance has changed the store.</summary>
    public void Invalidate()
    {
        lock (_gate)
        {
            _generation++;
        }
    }

    private static async ValueTask IfPossibleAsync(ValueTask<MapperSnapshot> current)
    {
        try
        {
            await current;
        }
        catch (StoreUnavailableException)
        {
            // Logged by the read.
        }
    }

    private bool IsWorthATry() => Interlocked.Read(ref _failedAt) is var at && (at == Never || time.GetElapsedTime(at) >= RetryPause);

    private async Task<MapperSnapshot> ReadFreshAsync(CancellationToken cancellationToken)
    {
        var read = await JoinReading().WaitAsync(cancellationToken);

        // The read may have been joined late; the age of its snapshot counts from its start.
        return time.GetElapsedTime(read.ReadAt) < options.MapperStaleness
            ? read
            : throw new StoreUnavailableException(
                $"reading the mappers took longer than {options.MapperStaleness.TotalSeconds} s, the maximum age of a snapshot");
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

            // Observe the exception so that no UnobservedTaskException is raised.
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
            if (_current is { } current && !current.IsOlderThan(read))
            {
                return current;
            }

            if (read.Catalog?.Catalog is { } catalog)
            {
                catalogs?.Publish(catalog);
            }

            return _current = read;
        }
    }

    [LoggerMessage(
        1, LogLevel.Warning, "The mappers could not be refreshed ({Reason}); the previous snapshot is served until it is too old")]
    private static partial void LogUnavailable(ILogger logger, string reason);
}
