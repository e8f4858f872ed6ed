using System.Diagnostics.Metrics;

namespace PersonaKit.Engine.Telemetry;

/// <summary>
/// What PersonaKit shows of itself: a meter and an activity source, both named <see cref="Name"/>. Every name and unit is listed in
/// docs/operations.md and stable. No attribute holds what a person said or who they are. Nothing is measured that nobody listens to.
/// </summary>
public sealed class EngineTelemetry : IDisposable
{
    /// <summary>The name of the meter and of the activity source, for <c>AddMeter</c> and <c>AddSource</c>.</summary>
    public const string Name = "PersonaKit";

    private readonly Meter? _own;

    /// <summary>Creates the instruments.</summary>
    /// <param name="time">The clock that durations are measured by.</param>
    /// <param name="meters">Makes the meter; null for a meter of its own, which ends with this object.</param>
    public EngineTelemetry(TimeProvider time, IMeterFactory? meters = null)
    {
        Time = time;
        var version = typeof(EngineTelemetry).Assembly.GetName().Version?.ToString(3);
        Meter = meters?.Create(new MeterOptions(Name) { Version = version }) ?? (_own = new Meter(Name, version));
        Observations = new ObservationMetrics(Meter);
        Feed = new FeedMetrics(Meter, time);
        Personas = new PersonaMetrics(Meter, time);
        LongFolds = new LongFoldMetrics(Meter, time);
        Stores = new StoreMetrics(Meter, time);
    }

    /// <summary>The meter, for what hosts and stores measure beside the engine.</summary>
    public Meter Meter { get; }

    /// <summary>For an engine that is put together without a container. Its clock is the system's.</summary>
    internal static EngineTelemetry Default { get; } = new(TimeProvider.System);

    internal TimeProvider Time { get; }

    internal ObservationMetrics Observations { get; }

    internal FeedMetrics Feed { get; }

    internal PersonaMetrics Personas { get; }

    internal LongFoldMetrics LongFolds { get; }

    internal StoreMetrics Stores { get; }

    /// <inheritdoc/>
    public void Dispose() => _own?.Dispose();
}
