using System.Net;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

/// <summary>A machine without a battery starts at the beginning of its calendar, which may lie before 1970.</summary>
public sealed class OldClockTests
{
    [Theory]
    [InlineData("1969-12-31T23:59:59Z")]
    [InlineData("1904-01-01T00:00:00Z")]
    public async Task A_clock_before_1970_is_no_failure(string now)
    {
        var host = new StartedHost { Time = new StoppedClock(DateTimeOffset.Parse(now)) };
        await host.InitializeAsync();
        try
        {
            var posted = await host.Client.PostAsync("ada", Samples.Session);
            Assert.Equal(HttpStatusCode.Accepted, posted.Status);
            var mindscape = await host.Client.GetAsync($"people/ada/mindscape?after={posted.Receipt}");
            Assert.Equal((HttpStatusCode.OK, 1), (mindscape.Status, mindscape.Json.GetProperty("received").GetInt32()));
            Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync($"people/ada/personas/daily_work_optimizer?after={posted.Receipt}")).Status);
            Assert.Equal(HttpStatusCode.NoContent, (await host.Client.SendAsync(HttpMethod.Delete, "people/ada")).Status);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    /// <summary>Its timers run; its time of day stands still.</summary>
    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
