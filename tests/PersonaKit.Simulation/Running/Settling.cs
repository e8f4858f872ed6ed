using PersonaKit.Simulation.Engines;
using PersonaKit.Simulation.Promises;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Running;

/// <summary>
/// When the clients are done: no more faults, everybody up, everything handled; then the promises that hold at rest, and those that hold
/// much later.
/// </summary>
internal sealed class Settling(Fleet fleet, Timeline timeline, ulong seed, UseCases useCases, RestCheck rest)
{
    private const int LongestSeconds = 900;
    private static readonly TimeSpan BeyondAllLifetimes = TimeSpan.FromHours(80);

    public async Task RunAsync()
    {
        try
        {
            await ComeToRestAsync();
            rest.Check();
            await AskEverywhereAsync();
            await WaitAsync(BeyondAllLifetimes);
            await PurgeAsync();
            rest.CheckLater();
        }
        catch (Exception bug)
        {
            timeline.Break($"settling failed: {bug}");
        }
    }

    private async Task ComeToRestAsync()
    {
        fleet.Faults.End();
        for (var instance = 0; instance < fleet.Count; instance++)
        {
            fleet.SetClock(instance, TimeSpan.Zero);
            await fleet.ReachAsync(instance);
        }

        // Replicas catch up and mappers are read again.
        await WaitAsync(TimeSpan.FromSeconds(15));
        for (var second = 0; !fleet.Feed.IsIdle || fleet.Letters.Count > 0; second++)
        {
            if (second == LongestSeconds)
            {
                timeline.Break("the change feed does not come to rest");
            }

            await WaitAsync(TimeSpan.FromSeconds(1));
            if (fleet.Feed.IsIdle && fleet.Letters.Count > 0)
            {
                await ReplayAsync();
            }
        }

        // Who was slow has arrived by now.
        await WaitAsync(TimeSpan.FromMinutes(15));
    }

    private async Task ReplayAsync()
    {
        var instance = await fleet.ReachAsync(0);
        OperationScope.Enter(seed, "replay", instance.Life, isWriter: true);
        await instance.Engine.Batches.ReplayAsync(100, CancellationToken.None);
    }

    /// <summary>Every instance serves everybody with all that was accepted.</summary>
    private async Task AskEverywhereAsync()
    {
        for (var instance = 0; instance < fleet.Count; instance++)
        {
            foreach (var person in fleet.Events.People)
            {
                await AskAsync(await fleet.ReachAsync(instance), person);
            }
        }
    }

    private async Task AskAsync(Instance instance, PersonLedger person)
    {
        OperationScope.Enter(seed, $"ask{instance.Life.Instance}", instance.Life, isWriter: false);
        var row = await useCases.GetAsync(instance, person, 0, null, isExplained: false);
        var newest = person.Living?.Entries.Max(accepted => accepted.Number) ?? 0;
        if (row is not null && row.LastSequence < newest)
        {
            timeline.Break($"P5: the persona of {person.PersonId} at rest reflects observation {row.LastSequence} of {newest}");
        }
    }

    private async Task PurgeAsync()
    {
        var instance = await fleet.ReachAsync(0);
        OperationScope.Enter(seed, "purge", instance.Life, isWriter: false);
        for (var round = 0; round < 3; round++)
        {
            await instance.Engine.Purge.RunAsync(10, CancellationToken.None);
        }
    }

    private Task WaitAsync(TimeSpan delay) => timeline.WaitAsync(null, Mixing.Of(seed, "settling") >> 1, delay);
}
