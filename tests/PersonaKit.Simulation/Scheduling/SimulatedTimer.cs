namespace PersonaKit.Simulation.Scheduling;

/// <summary>A timer that goes off once, as a delay needs it.</summary>
internal sealed class SimulatedTimer(Timeline timeline, Incarnation owner, TimerCallback callback, object? state) : ITimer
{
    private int _settings;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        var setting = ++_settings;
        if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero)
        {
            throw new NotSupportedException("no use case has a timer that repeats");
        }

        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            timeline.Add(owner, OperationScope.Current?.NextPriority() ?? 0, dueTime, () => Fire(setting));
        }

        return true;
    }

    public void Dispose() => _settings++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Fire(int setting)
    {
        if (setting == _settings)
        {
            callback(state);
        }
    }
}
