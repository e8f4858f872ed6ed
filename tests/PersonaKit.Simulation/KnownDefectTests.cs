using PersonaKit.Simulation.Running;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation;

public sealed class KnownDefectTests
{
    /// <summary>
    /// When this fails because a defect is mended, its switch in <see cref="KnownDefects"/> and its line here go. When a change of the
    /// generator moves the seeds, <c>--check</c> finds others.
    /// </summary>
    [Theory]
    [InlineData(nameof(KnownDefects.LaggingReplicaLosesFold), 101)]
    public void An_excuse_is_still_needed(string name, ulong seed)
    {
        var schedule = ScheduleGenerator.Of(seed);
        Assert.Null(ScheduleRun.Of(schedule).Broken);
        Assert.NotNull(ScheduleRun.Of(schedule, excused: KnownDefects.Today.Without(name)).Broken);
    }

    [Fact]
    public void Every_excuse_is_tested()
    {
        var tested = typeof(KnownDefectTests).GetMethod(nameof(An_excuse_is_still_needed))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false)
            .Select(data => (string)((InlineDataAttribute)data).GetData(null!).Single()[0]);
        Assert.Equal(KnownDefects.Names.Order(), tested.Distinct().Order());
    }
}
