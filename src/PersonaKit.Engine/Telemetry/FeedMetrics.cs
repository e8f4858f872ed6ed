using System.Diagnostics.Metrics;

namespace PersonaKit.Engine.Telemetry;

/// <summary>Folding, and how far it is behind.</summary>
internal sealed class FeedMetrics(Meter meter, TimeProvider time)
{
    public const string Parked = "parked";
    public const string Kept = "kept";
    public const string Replayed = "replayed";

    private const string Action = "personakit.dead_letter.action";

    private readonly Histogram<double> _duration = meter.CreateHistogram(
        "personakit.fold.duration", "s", "Time to handle one change of a person.", tags: null, Buckets.Work);

    private readonly Histogram<long> _size = meter.CreateHistogram(
        "personakit.fold.size", "{observation}", "Observations that one saved fold took from the inbox.", tags: null, Buckets.Sizes);

    private readonly Histogram<double> _lag = meter.CreateHistogram(
        "personakit.feed.lag", "s", "Time from the receipt of the oldest observation of a fold until the fold is saved.", tags: null, Buckets.Lag);

    private readonly Gauge<long> _pending = meter.CreateGauge<long>(
        "personakit.feed.pending", "{person}", "People with changes that are not folded yet; only where the process runs its own feed.");

    private readonly Counter<long> _deadLetters = meter.CreateCounter<long>(
        "personakit.feed.dead_letters", "{change}", "Changes that became dead letters, and dead letters that were tried again.");

    private readonly Gauge<long> _backlog = meter.CreateGauge<long>(
        "personakit.feed.dead_letter.backlog", "{change}", "Dead letters that are left after the latest replay.");

    public bool MeasuresPending => _pending.Enabled;

    public long Start() => _duration.Enabled ? time.GetTimestamp() : 0;

    /// <param name="started">From <see cref="Start"/>.</param>
    /// <param name="outcome">In lower case.</param>
    /// <param name="error">The type of the failure, if it is one.</param>
    public void Handled(long started, string outcome, string? error = null)
    {
        if (started == 0)
        {
            return;
        }

        var seconds = time.GetElapsedTime(started).TotalSeconds;
        if (error is null)
        {
            _duration.Record(seconds, new KeyValuePair<string, object?>("personakit.fold.outcome", outcome));
        }
        else
        {
            _duration.Record(seconds, new("personakit.fold.outcome", outcome), new("error.type", error));
        }
    }

    /// <param name="size">Observations of the inbox.</param>
    /// <param name="oldest">When the oldest of them was received; null for a fold of none, which another catalog asked for.</param>
    public void Saved(int size, DateTimeOffset? oldest)
    {
        _size.Record(size);
        if (oldest is { } received)
        {
            _lag.Record(Math.Max(0, (time.GetUtcNow() - received).TotalSeconds));
        }
    }

    public void Pending(long people) => _pending.Record(people);

    public void DeadLetter(string action, string? error)
    {
        if (error is null)
        {
            _deadLetters.Add(1, new KeyValuePair<string, object?>(Action, action));
        }
        else
        {
            _deadLetters.Add(1, new(Action, action), new("error.type", error));
        }
    }

    public void Backlog(int letters) => _backlog.Record(letters);
}
