using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Defects;
using PersonaKit.Simulation.Embedded;
using PersonaKit.Simulation.Engines;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Feeds;

/// <summary>
/// The feed of the embedded database: it hands over one person after another, those whose handling failed again after a pause, and saves
/// how far it came behind the handling. After a restart it goes on from what was saved.
/// </summary>
internal sealed class EmbeddedFeed(Timeline timeline, EmbeddedDatabase database, PlantedDefect defect) : ISimulatedFeed
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);

    private TaskCompletionSource _rewound = new();
    private long _position;
    private Dictionary<PersonId, long> _failed = [];

    public bool IsIdle => _failed.Count == 0 && database.Changes(_position).Count == 0;

    public async Task FollowAsync(Instance instance)
    {
        (_position, _failed) = (database.Continuation, []);
        while (true)
        {
            var due = _failed.Select(failed => (failed.Key, failed.Value))
                .Concat(database.Changes(_position))
                .DistinctBy(change => change.Item1).ToList();
            if (due.Count == 0)
            {
                await Task.WhenAny(database.NextWrite, _rewound.Task);
                await WaitAsync(instance, TimeSpan.Zero);
                continue;
            }

            if (defect.ChecksOutFirst)
            {
                await SaveAsync(instance, due.Max(change => change.Item2));
            }

            foreach (var (personId, change) in due)
            {
                await HandleAsync(instance, personId, change);
            }

            _position = Math.Max(_position, due.Max(change => change.Item2));
            await SaveAsync(instance, _failed.Count == 0 ? _position : Math.Min(_position, _failed.Values.Min() - 1));
            await WaitAsync(instance, _failed.Count == 0 ? TimeSpan.Zero : RetryPause);
        }
    }

    public void Redeliver(Instance instance, int writes)
    {
        _position = Math.Max(0, _position - writes);
        var rewound = _rewound;
        _rewound = new();
        rewound.SetResult();
    }

    private async Task HandleAsync(Instance instance, PersonId personId, long change)
    {
        try
        {
            await instance.Engine.Changes.HandleAsync(personId, CancellationToken.None);
            _failed.Remove(personId);
        }
        catch (StoreUnavailableException)
        {
            _failed[personId] = change;
        }
    }

    /// <summary>Losing this write costs a redelivery, no more.</summary>
    private async Task SaveAsync(Instance instance, long continuation)
    {
        try
        {
            await instance.Gate.CallAsync(_ => database.Continuation = Math.Max(database.Continuation, continuation));
        }
        catch (StoreUnavailableException)
        {
            // The next one is as good.
        }
    }

    private Task WaitAsync(Instance instance, TimeSpan delay) =>
        timeline.WaitAsync(instance.Life, OperationScope.Current!.NextPriority(), delay);
}
