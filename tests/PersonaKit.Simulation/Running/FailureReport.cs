using PersonaKit.Simulation.Defects;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation.Running;

/// <summary>What somebody needs to see a failure again: the seed, and the least of its schedule that still fails.</summary>
internal static class FailureReport
{
    public static string Of(Schedule failing, PlantedDefect? planted = null)
    {
        var broken = ScheduleRun.Of(failing, planted).Broken;
        var shrunk = Shrinking.Of(failing, planted);
        return $"""
            seed {failing.Seed}: {broken}
            shrunken from {failing.Operations.Length} operations and {failing.Faults.Length} faults, where it says:
            {ScheduleRun.Of(shrunk, planted).Broken}
            {shrunk}
            """;
    }
}
