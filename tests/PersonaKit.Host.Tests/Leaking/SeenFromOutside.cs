using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace PersonaKit.Host.Tests.Leaking;

/// <summary>Everything that leaves a host by its exporters and its log, kept in memory, as text.</summary>
public sealed class SeenFromOutside : ILoggerProvider
{
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly List<Metric> _metrics = [];
    private readonly ConcurrentQueue<string> _records = [];
    private readonly ConcurrentQueue<string> _lines = [];

    public IReadOnlyList<Activity> Spans => [.. _spans];

    public IEnumerable<string> Lines => _lines;

    public IEnumerable<string> MetricNames => _metrics.Select(metric => metric.Name).Distinct();

    public int Records => _records.Count;

    /// <summary>The setting that turns telemetry on; nobody listens there.</summary>
    public static KeyValuePair<string, string?> Endpoint { get; } = new("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1");

    /// <summary>Exporters in memory behind those of the host, and a log that takes every level.</summary>
    public void Watch(IServiceCollection services)
    {
        services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(Keep(_spans)));
        services.ConfigureOpenTelemetryLoggerProvider(logs => logs.AddProcessor(new Record(_records)));
        services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddInMemoryExporter(_metrics));
        services.AddLogging(logging => logging.AddProvider(this).SetMinimumLevel(LogLevel.Trace));
    }

    /// <summary>For a host that was built already.</summary>
    public void Watch(IServiceProvider services)
    {
        services.GetRequiredService<ILoggerFactory>().AddProvider(this);
        services.GetService<LoggerProvider>()?.AddProcessor(new Record(_records));
        services.GetService<TracerProvider>()?.AddProcessor(Keep(_spans));
    }

    /// <summary>A processor that exports to a queue: tests that run beside end spans of the same source while this one looks.</summary>
    public static BaseProcessor<Activity> Keep(ConcurrentQueue<Activity> spans) => new SimpleActivityExportProcessor(new Exporter(spans));

    /// <summary>Makes the providers and hands on what they have gathered.</summary>
    public static void Flush(IServiceProvider services)
    {
        services.GetRequiredService<TracerProvider>().ForceFlush(2000);
        services.GetRequiredService<MeterProvider>().ForceFlush(2000);
        services.GetRequiredService<LoggerProvider>().ForceFlush(2000);
    }

    /// <summary>One text for each thing that left.</summary>
    public IEnumerable<string> Texts() => [.. _lines, .. _spans.Select(TextOf), .. _records, .. _metrics.ToArray().SelectMany(TextsOf)];

    public ILogger CreateLogger(string categoryName) => new Line(categoryName, _lines);

    public void Dispose()
    {
    }

    private static string TextOf(Activity span) => string.Join(
        '\n',
        [
            span.OperationName, span.DisplayName, span.StatusDescription, .. span.TagObjects.Select(Pair), .. span.Baggage.Select(item => $"{item.Key}={item.Value}"),
            .. span.Events.SelectMany(one => one.Tags.Select(Pair).Prepend(one.Name)), .. span.Links.SelectMany(link => (link.Tags ?? []).Select(Pair)),
        ]);

    private static IEnumerable<string> TextsOf(Metric metric)
    {
        foreach (var point in metric.GetMetricPoints())
        {
            var tags = new List<string> { metric.Name };
            foreach (var tag in point.Tags)
            {
                tags.Add(Pair(tag));
            }

            yield return string.Join('\n', tags);
        }
    }

    private static string Pair(KeyValuePair<string, object?> tag) => $"{tag.Key}={tag.Value}";

    private sealed class Exporter(ConcurrentQueue<Activity> spans) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
            {
                spans.Enqueue(span);
            }

            return ExportResult.Success;
        }
    }

    /// <summary>A record is used again once its processors have seen it, so its text is taken at once.</summary>
    private sealed class Record(ConcurrentQueue<string> records) : BaseProcessor<LogRecord>
    {
        public override void OnEnd(LogRecord data)
        {
            var parts = new List<string?> { data.CategoryName, data.Body, data.FormattedMessage, data.Exception?.ToString() };
            parts.AddRange((data.Attributes ?? []).Select(Pair));
            data.ForEachScope(
                static (scope, texts) =>
                {
                    foreach (var item in scope)
                    {
                        texts.Add(Pair(item));
                    }
                },
                parts);
            records.Enqueue(string.Join('\n', parts));
        }
    }

    private sealed class Line(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}
