using System.Diagnostics.Metrics;

namespace PersonaKit.Engine.Telemetry;

/// <summary>Bucket boundaries that a histogram asks for; the defaults of OpenTelemetry are made for milliseconds.</summary>
internal static class Buckets
{
    private const double Minute = 60;
    private const double Hour = 60 * Minute;
    private const double Day = 24 * Hour;

    /// <summary>Work of a process, in seconds: as OpenTelemetry has it for databases, and finer below a millisecond.</summary>
    public static InstrumentAdvice<double> Work { get; } = new() { HistogramBucketBoundaries = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60] };

    /// <summary>Waiting, in seconds.</summary>
    public static InstrumentAdvice<double> Lag { get; } = new() { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, Minute, 5 * Minute, Hour, Day] };

    /// <summary>How long a persona holds, in seconds.</summary>
    public static InstrumentAdvice<double> Lifetime { get; } =
        new() { HistogramBucketBoundaries = [Minute, 5 * Minute, 15 * Minute, Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day, 2 * Day, 7 * Day, 30 * Day] };

    /// <summary>Numbers of observations.</summary>
    public static InstrumentAdvice<long> Sizes { get; } = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] };
}
