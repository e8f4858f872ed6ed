using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace PersonaKit.Host.Tests.Leaking;

/// <summary>What the meters of one container measure, as text: name, sorted attributes, value.</summary>
public sealed class MeterLog : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Series, double Value)> _measured = [];

    /// <param name="services">Only the meters of this container; other tests have containers of their own.</param>
    public MeterLog(IServiceProvider services)
    {
        var scope = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, scope) && instrument.Meter.Name == "PersonaKit")
            {
                Instruments.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public ConcurrentBag<Instrument> Instruments { get; } = [];

    public IEnumerable<string> Attributes => _measured.SelectMany(measured => measured.Series.Split(' ').Skip(1)).Select(tag => tag.Split('=')[0]).Distinct();

    public void Dispose() => _listener.Dispose();

    /// <summary>The sum of each series of a metric, such as <c>metric a=1 b=2: 3</c>.</summary>
    public string[] Sums(string metric) => Each(metric, values => values.Sum());

    /// <summary>How often each series of a metric was measured.</summary>
    public string[] Counts(string metric) => Each(metric, values => values.Count());

    private string[] Each(string metric, Func<IEnumerable<double>, double> total) =>
    [
        .. _measured.Where(measured => measured.Series.Split(' ')[0] == metric)
            .GroupBy(measured => measured.Series, measured => measured.Value)
            .Select(series => $"{series.Key[metric.Length..].Trim()}: {total(series)}".Trim(' ', ':'))
            .Order(StringComparer.Ordinal),
    ];

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var pairs = tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}");
        _measured.Enqueue((string.Join(' ', pairs.Prepend(instrument.Name)), value));
    }
}
