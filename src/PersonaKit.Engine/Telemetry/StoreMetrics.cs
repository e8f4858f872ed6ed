using System.Diagnostics.Metrics;

namespace PersonaKit.Engine.Telemetry;

/// <summary>How long the stores take, by operation. The attributes are those of OpenTelemetry's database conventions.</summary>
internal sealed class StoreMetrics(Meter meter, TimeProvider time)
{
    private readonly Histogram<double> _duration = meter.CreateHistogram(
        "personakit.store.operation.duration", "s", "Time that one call of a store takes, its retries included.", tags: null, Buckets.Work);

    public bool Enabled => _duration.Enabled;

    /// <summary>The start of a call; 0 when nobody listens, and the call is left alone.</summary>
    public long Start() => _duration.Enabled ? time.GetTimestamp() : 0;

    /// <summary>Measures a call that returns something.</summary>
    /// <param name="started">From <see cref="Start"/>, taken before the call: much of it runs before it returns its task.</param>
    /// <param name="store">Which store.</param>
    /// <param name="operation">Which of its operations.</param>
    /// <param name="call">The call.</param>
    public Task<T> EndAsync<T>(long started, string store, string operation, Task<T> call)
    {
        if (started == 0 || call.IsCompletedSuccessfully)
        {
            Called(started, store, operation);
            return call;
        }

        return AwaitAsync(started, store, operation, call);
    }

    /// <summary>As <see cref="EndAsync{T}"/>, for a call that returns nothing.</summary>
    public Task EndAsync(long started, string store, string operation, Task call)
    {
        if (started == 0 || call.IsCompletedSuccessfully)
        {
            Called(started, store, operation);
            return call;
        }

        return AwaitAsync(started, store, operation, call);
    }

    /// <summary>Notes the end of a call.</summary>
    public void Called(long started, string store, string operation, Exception? fault = null)
    {
        if (started != 0)
        {
            Took(Since(started), store, operation, fault);
        }
    }

    /// <summary>Notes a call that took so long.</summary>
    public void Took(TimeSpan duration, string store, string operation, Exception? fault)
    {
        if (fault is null)
        {
            _duration.Record(duration.TotalSeconds, new("db.collection.name", store), new("db.operation.name", operation));
        }
        else
        {
            _duration.Record(duration.TotalSeconds, new("db.collection.name", store), new("db.operation.name", operation), new("error.type", fault.GetType().Name));
        }
    }

    /// <summary>The time since <see cref="Start"/>.</summary>
    public TimeSpan Since(long started) => time.GetElapsedTime(started);

    private async Task<T> AwaitAsync<T>(long started, string store, string operation, Task<T> call)
    {
        await AwaitAsync(started, store, operation, (Task)call);
        return await call;
    }

    private async Task AwaitAsync(long started, string store, string operation, Task call)
    {
        try
        {
            await call;
        }
        catch (Exception fault)
        {
            Called(started, store, operation, fault);
            throw;
        }

        Called(started, store, operation);
    }
}
