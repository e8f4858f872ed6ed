using PersonaKit.Simulation.Defects;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation.Running;

/// <summary>Drops operations, items and faults from a schedule for as long as a promise is still broken.</summary>
internal static class Shrinking
{
    private const int LongestRounds = 12;

    public static Schedule Of(Schedule failing, PlantedDefect? planted = null)
    {
        bool Fails(Schedule schedule) => ScheduleRun.Of(schedule, planted).Broken is not null;

        var shrunk = failing;
        for (var round = 0; round < LongestRounds; round++)
        {
            var before = shrunk;
            shrunk = Drop(shrunk, shrunk.Faults.Length, WithoutFault, Fails);
            shrunk = Drop(shrunk, shrunk.Operations.Length, WithoutOperation, Fails);
            shrunk = Drop(shrunk, shrunk.Operations.Length, Simplify, Fails);
            if (shrunk == before)
            {
                break;
            }
        }

        return shrunk;
    }

    private static Schedule Drop(Schedule schedule, int count, Func<Schedule, int, Schedule> without, Func<Schedule, bool> fails)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            var smaller = without(schedule, i);
            schedule = smaller != schedule && fails(smaller) ? smaller : schedule;
        }

        return schedule;
    }

    private static Schedule Simplify(Schedule schedule, int i)
    {
        Operation? simpler = schedule.Operations[i] switch
        {
            Operation.Post { Items.Length: > 1 } post => post with { Items = post.Items.RemoveAt(0) },
            Operation.Post { ThenGet: true } post => post with { ThenGet = false },
            Operation.Retract { ThenGet: true } retract => retract with { ThenGet = false },
            _ => null,
        };
        return simpler is null ? schedule : schedule with { Operations = schedule.Operations.SetItem(i, simpler) };
    }

    private static Schedule WithoutFault(Schedule schedule, int i) => schedule with { Faults = schedule.Faults.RemoveAt(i) };

    private static Schedule WithoutOperation(Schedule schedule, int i) => schedule with { Operations = schedule.Operations.RemoveAt(i) };
}
