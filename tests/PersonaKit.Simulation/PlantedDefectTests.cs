using PersonaKit.Simulation.Defects;
using PersonaKit.Simulation.Running;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation;

/// <summary>The schedules find what they are there to find.</summary>
public sealed class PlantedDefectTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const ulong FirstSeed = 1_000_000;

    [Theory]
    [InlineData(nameof(HeadCheckGone), 300)]
    [InlineData(nameof(DuplicateCheckGone), 300)]
    [InlineData(nameof(IfMatchGone), 300)]
    [InlineData(nameof(PageAfterReplace), 300)]
    [InlineData(nameof(FoldTrustsStaleRead), 300)]
    [InlineData(nameof(HeadLowered), 300)]
    [InlineData(nameof(HeadBeforeReplace), 300)]
    [InlineData(nameof(EraseKeepsRows), 300)]
    [InlineData(nameof(EraseRestartsVersion), 300)]
    [InlineData(nameof(TombstoneGoesTooEarly), 300)]
    [InlineData(nameof(RetractionDoesNotRefold), 300)]
    [InlineData(nameof(CorrectionOnlyDrops), 300)]
    [InlineData(nameof(CheckpointBeforeHandling), 300)]
    [InlineData(nameof(RetryLosesLastItem), 300)]
    [InlineData(nameof(LateSaveWins), 300)]
    [InlineData(nameof(PurgeDeletesLiveRows), 300)]
    [InlineData(nameof(ReceiptOffByOne), 300)]
    [InlineData(nameof(SingleFlightIgnoresAfter), 1000)]
    [InlineData(nameof(FeedbackCountsTwice), 300)]
    [InlineData(nameof(ClockSetBackServesFuture), 300)]
    public void A_planted_defect_is_found(string defect, int seeds)
    {
        var planted = (PlantedDefect)Activator.CreateInstance(typeof(PlantedDefect)
            .Assembly.GetType($"{typeof(PlantedDefect).Namespace}.{defect}")!)!;
        for (var tried = 0; tried < seeds; tried++)
        {
            var schedule = ScheduleGenerator.Of(FirstSeed + (ulong)tried, planted.Rules);
            if (ScheduleRun.Of(schedule, planted).Broken is { } broken)
            {
                output.WriteLine($"{defect}: found by seed {tried + 1} of {seeds}: {broken}");
                return;
            }
        }

        Assert.Fail($"{defect} is not found by {seeds} seeds");
    }
}
