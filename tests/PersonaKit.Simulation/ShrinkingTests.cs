using PersonaKit.Simulation.Defects;
using PersonaKit.Simulation.Running;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation;

public sealed class ShrinkingTests
{
    [Fact]
    public void A_failing_schedule_shrinks_to_one_that_still_fails_and_from_which_nothing_can_be_dropped()
    {
        var planted = new ReceiptOffByOne();
        var failing = ScheduleGenerator.Of(1);

        var shrunk = Shrinking.Of(failing, planted);

        Assert.NotNull(ScheduleRun.Of(shrunk, planted).Broken);
        Assert.Single(shrunk.Operations);
        Assert.Empty(shrunk.Faults);
        Assert.True(failing.Operations.Length > 5, "there was nothing to shrink");
    }

    [Fact]
    public void A_report_names_the_seed_the_promise_and_what_is_left_of_the_schedule()
    {
        var report = FailureReport.Of(ScheduleGenerator.Of(1), new ReceiptOffByOne());

        Assert.Contains("seed 1: P2: ", report, StringComparison.Ordinal);
        Assert.Contains("Post ", report, StringComparison.Ordinal);
    }
}
