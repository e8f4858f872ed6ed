using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Engines;
using PersonaKit.Simulation.Scheduling;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation.Running;

/// <summary>
/// Does one operation after another, each again at another instance when it is not answered, as a client of the API would.
/// </summary>
internal sealed class Client(Fleet fleet, Timeline timeline, ulong seed, UseCases useCases, Tally tally)
{
    private const int Attempts = 6;

    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(200);

    public async Task RunAsync(IEnumerable<Operation> operations)
    {
        foreach (var operation in operations)
        {
            await WaitAsync(operation, 0, operation is Operation.Pause pause ? TimeSpan.FromMinutes(pause.Minutes) : TimeSpan.Zero);
            await DoAsync(operation);
        }
    }

    private async Task DoAsync(Operation operation)
    {
        switch (operation)
        {
            case Operation.Pause:
                break;
            case Operation.SetClock clock:
                fleet.SetClock(operation.Instance, TimeSpan.FromMinutes(clock.Minutes));
                break;
            case Operation.CrashInstance:
                fleet.Crash(operation.Instance);
                break;
            case Operation.RedeliverChanges changes:
                fleet.Feed.Redeliver(await fleet.ReachAsync(operation.Instance), changes.Writes);
                break;
            default:
                await RequestAsync(operation);
                break;
        }
    }

    private async Task RequestAsync(Operation operation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var instance = await fleet.ReachAsync((operation.Instance + attempt) % fleet.Count);
            var work = TryAsync(operation, instance, attempt);
            await Task.WhenAny(work, instance.Life.Stopped);
            if (work.IsCompleted && await work)
            {
                return;
            }

            tally.Crashes += work.IsCompleted ? 0 : 1;
            await WaitAsync(operation, attempt + 1, RetryPause);
        }
    }

    /// <summary>False when there was no answer.</summary>
    private async Task<bool> TryAsync(Operation operation, Instance instance, int attempt)
    {
        OperationScope.Enter(seed, attempt == 0 ? operation.Id : $"{operation.Id}.{attempt}", instance.Life, UseCases.Writes(operation));
        try
        {
            await useCases.RunAsync(operation, instance, attempt);
            return true;
        }
        catch (StoreUnavailableException)
        {
            tally.Outages++;
            return false;
        }
        catch (Exception bug)
        {
            timeline.Break($"{operation.Id} failed: {bug}");
            return true;
        }
    }

    private Task WaitAsync(Operation operation, int turn, TimeSpan delay) =>
        timeline.WaitAsync(null, Mixing.Of(seed, $"{operation.Id}/{turn}") >> 1, delay);
}
