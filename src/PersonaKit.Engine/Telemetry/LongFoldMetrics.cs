using System.Diagnostics.Metrics;

namespace PersonaKit.Engine.Telemetry;

/// <summary>Folds of long histories: how many run, wait and are refused.</summary>
internal sealed class LongFoldMetrics(Meter meter, TimeProvider time)
{
    public const string Reader = "reader";
    public const string Feed = "feed";

    private const string Lane = "personakit.long_fold.lane";

    private readonly UpDownCounter<long> _running = meter.CreateUpDownCounter<long>(
        "personakit.long_fold.running", "{fold}", "Folds of long histories that run now.");

    private readonly UpDownCounter<long> _waiting = meter.CreateUpDownCounter<long>(
        "personakit.long_fold.waiting", "{fold}", "Folds of long histories that wait for their turn.");

    private readonly Counter<long> _refused = meter.CreateCounter<long>(
        "personakit.long_fold.refused", "{fold}", "Folds of long histories that were refused because too many waited.");

    private readonly Histogram<double> _duration = meter.CreateHistogram(
        "personakit.long_fold.duration", "s", "Time that a fold of a long history runs, without its wait.", tags: null, Buckets.Work);

    public void Waits(string lane, int change) => _waiting.Add(change, new KeyValuePair<string, object?>(Lane, lane));

    public void Refused() => _refused.Add(1, new KeyValuePair<string, object?>(Lane, Reader));

    public long Started(string lane)
    {
        _running.Add(1, new KeyValuePair<string, object?>(Lane, lane));
        return time.GetTimestamp();
    }

    public void Ended(string lane, long started)
    {
        _running.Add(-1, new KeyValuePair<string, object?>(Lane, lane));
        _duration.Record(time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>(Lane, lane));
    }
}
