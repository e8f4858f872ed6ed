using System.Collections.Immutable;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Defects;
using PersonaKit.Simulation.Engines;
using PersonaKit.Simulation.Promises;
using PersonaKit.Simulation.Scheduling;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation.Running;

/// <summary>One schedule, from empty stores to rest.</summary>
/// <param name="Broken">The promise that was broken; null when all were kept.</param>
/// <param name="Trace">Equal for two runs of one schedule.</param>
internal sealed record ScheduleRun(string? Broken, ulong Trace, Tally Tally)
{
    public static ScheduleRun Of(Schedule schedule, PlantedDefect? planted = null)
    {
        var defect = planted ?? PlantedDefect.None;
        var (timeline, tally) = (new Timeline(), new Tally { Schedules = 1 });
        try
        {
            Run(schedule, defect, timeline, tally);
            tally.Trace = timeline.Trace;
            return new ScheduleRun(null, timeline.Trace, tally);
        }
        catch (PromiseBrokenException broken)
        {
            return new ScheduleRun(broken.Message, timeline.Trace, tally);
        }
    }

    private static void Run(Schedule schedule, PlantedDefect defect, Timeline timeline, Tally tally)
    {
        var fleet = new Fleet(timeline, schedule, defect);
        Shelve(fleet);
        var useCases = new UseCases(fleet, timeline, tally);
        ImmutableArray<Task> clients = [];
        timeline.Post(
            _ =>
            {
                fleet.Start();
                clients = [.. schedule.Operations
                    .GroupBy(operation => operation.Client)
                    .Select(script => new Client(fleet, timeline, schedule.Seed, useCases, tally).RunAsync([.. script]))];
            },
            null);
        timeline.Run(() => clients.All(client => client.IsCompleted));
        var settling = new Settling(fleet, timeline, schedule.Seed, useCases, new RestCheck(fleet, timeline));
        Task settled = Task.CompletedTask;
        timeline.Post(_ => settled = settling.RunAsync(), null);
        timeline.Run(() => settled.IsCompleted);
    }

    private static void Shelve(Fleet fleet)
    {
        var revision = 0;
        foreach (var text in SimulatedCatalog.GuideTexts)
        {
            var stored = new StoredMapper(SimulatedCatalog.Guide, ++revision, text, SimulatedClock.Start);
            fleet.Mappers.Add(stored with { Origin = MapperOrigin.File });
        }

        var newest = MapperRevision.Of(revision, SimulatedCatalog.GuideTexts[^1], MapperOrigin.File, SimulatedClock.Start);
        var first = MapperRevision.Of(1, SimulatedCatalog.GuideTexts[0], MapperOrigin.File, SimulatedClock.Start);
        fleet.Mappers.Save(MapperHead.Of(SimulatedCatalog.Guide, first).WithDraft(newest).Activating(first, MapperOrigin.File));
    }
}
