namespace PersonaKit.Simulation.Scheduling;

/// <summary>An instance's clock: its timers and elapsed times follow the timeline, its wall clock can be set.</summary>
internal sealed class SimulatedClock(Timeline timeline, Incarnation owner, Func<TimeSpan> setBy) : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 1, 20, 10, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => Start + timeline.Now + setBy();

    public override long GetTimestamp() => timeline.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(timeline, owner, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
