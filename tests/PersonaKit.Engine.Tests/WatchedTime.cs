using Microsoft.Extensions.Time.Testing;

namespace PersonaKit.Engine.Tests;

/// <summary>
/// A clock that says when a timer was set: what waits may run on another thread, and a test that moves the clock too early moves it for
/// nobody.
/// </summary>
internal sealed class WatchedTime : FakeTimeProvider
{
    /// <summary>Released once for each timer.</summary>
    public SemaphoreSlim Timers { get; } = new(0);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Timers.Release();
        return timer;
    }
}
