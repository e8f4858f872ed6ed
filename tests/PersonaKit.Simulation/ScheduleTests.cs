using System.Collections.Concurrent;
using PersonaKit.Simulation.Running;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation;

public sealed class ScheduleTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Schedules = 500;

    [Fact]
    public void Whatever_meets_whatever_fails_and_whoever_stops_every_promise_is_kept()
    {
        var (tally, failing) = (new Tally(), new ConcurrentBag<ulong>());
        Parallel.For(1, Schedules + 1, seed =>
        {
            var run = ScheduleRun.Of(ScheduleGenerator.Of((ulong)seed));
            if (run.Broken is not null)
            {
                failing.Add((ulong)seed);
            }

            lock (tally)
            {
                tally.Add(run.Tally);
            }
        });

        output.WriteLine(tally.ToString());
        Assert.True(failing.IsEmpty, string.Join('\n', failing.Order()
            .Take(3)
            .Select(seed => FailureReport.Of(ScheduleGenerator.Of(seed)))));

        // Schedules in which nothing happens keep every promise, too.
        Assert.True(tally is { Posts: > Schedules, Served: > Schedules, Hits: > Schedules / 2 }, tally.ToString());
        Assert.True(tally is { Erases: > 100, Crashes: > 50, Outages: > 20 }, tally.ToString());
    }

    [Theory]
    [InlineData(1, StoreRules.Azure)]
    [InlineData(2, StoreRules.Azure)]
    [InlineData(3, StoreRules.Embedded)]
    [InlineData(4, StoreRules.Embedded)]
    internal void A_seed_gives_the_same_run_every_time(ulong seed, StoreRules rules)
    {
        var (one, other) = (ScheduleGenerator.Of(seed, rules), ScheduleGenerator.Of(seed, rules));
        Assert.Equal(one.ToString(), other.ToString());
        Assert.Equal(ScheduleRun.Of(one).Trace, ScheduleRun.Of(other).Trace);
    }

    [Fact]
    public void Seeds_give_different_runs()
    {
        var traces = Enumerable.Range(1, 20).Select(seed => ScheduleRun.Of(ScheduleGenerator.Of((ulong)seed)).Trace);
        Assert.Equal(20, traces.Distinct().Count());
    }
}
