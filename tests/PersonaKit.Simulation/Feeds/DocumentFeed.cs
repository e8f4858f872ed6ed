using PersonaKit.Core.Time;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Defects;
using PersonaKit.Simulation.Documents;
using PersonaKit.Simulation.Engines;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Feeds;

/// <summary>
/// The latest-version feed with one lease: who has it gets the changes since the checkpoint in batches, a failed batch comes again eight
/// times and is then given up. The checkpoint moves when a batch is done with. The lease of an instance that stops, or seems to, goes to
/// another.
/// </summary>
internal sealed class DocumentFeed(Timeline timeline, DocumentDatabase database, PlantedDefect defect) : ISimulatedFeed
{
    private const int BatchSize = 4;
    private const int Retries = 8;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private long _checkpoint;
    private Incarnation? _owner;
    private bool _isHandling;
    private TaskCompletionSource _leaseMoved = new();

    public bool IsIdle => !_isHandling && database.Changes(_checkpoint, 1).Count == 0;

    public async Task FollowAsync(Instance instance)
    {
        while (true)
        {
            if (_owner is { IsAlive: true } other && other != instance.Life)
            {
                await Task.WhenAny(other.Stopped, _leaseMoved.Task);
                await WaitAsync(instance, Poll);
                continue;
            }

            (_owner, _isHandling) = (instance.Life, false);
            var changes = database.Changes(_checkpoint, BatchSize);
            if (changes.Count == 0)
            {
                await Task.WhenAny(database.NextWrite, _leaseMoved.Task);
                await WaitAsync(instance, TimeSpan.Zero);
                continue;
            }

            await DeliverAsync(instance, changes);
        }
    }

    public void Redeliver(Instance instance, int writes)
    {
        _checkpoint = Math.Max(0, _checkpoint - writes);
        _owner = instance.Life;
        _isHandling = false;
        var moved = _leaseMoved;
        _leaseMoved = new();
        moved.SetResult();
    }

    private async Task DeliverAsync(Instance instance, List<(long Number, Core.Observations.PersonId PersonId, Document Document)> changes)
    {
        _isHandling = true;
        var last = changes[^1].Number;
        if (defect.ChecksOutFirst)
        {
            _checkpoint = last;
            await WaitAsync(instance, TimeSpan.Zero);
        }

        await HandleAsync(instance, [.. changes.Select(change => Json(change.PersonId.Value, change.Document))]);
        await WaitAsync(instance, TimeSpan.Zero);
        if (_owner == instance.Life)
        {
            _checkpoint = Math.Max(_checkpoint, last);
            _isHandling = false;
        }
    }

    private static async Task HandleAsync(Instance instance, IReadOnlyList<string> batch)
    {
        for (var retry = 0; retry <= Retries; retry++)
        {
            try
            {
                await instance.HandleChanges(batch, retry == Retries);
                return;
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1 << Math.Min(retry, 5)), instance.Clock);
            }
        }
    }

    private Task WaitAsync(Instance instance, TimeSpan delay) =>
        timeline.WaitAsync(instance.Life, OperationScope.Current!.NextPriority(), delay);

    private static string Json(string person, Document document)
    {
        var kind = document is HotDocument ? "mindscape" : "journal";
        var state = document is HotDocument hot
            ? $",\"version\":{hot.Version.Value},\"received\":{hot.LastSequence}{(hot.ErasedAt is { } at ? ErasedAt(at) : State(hot))}"
            : "";
        return $$"""{"id":"{{document.Id}}","person_id":"{{person}}","kind":"{{kind}}"{{state}}}""";
    }

    private static string ErasedAt(DateTimeOffset at) => $",\"erased_at\":\"{Instants.Format(at)}\"";

    private static string State(HotDocument document) =>
        $",\"catalog\":\"{document.State.CatalogHash}\",\"inbox\":[{string.Join(',', document.Inbox.Select(accepted => $"\"{accepted.Observation.Id}\""))}]"
        + (document.HasTakenBack ? ",\"has_taken_back\":true" : "");
}
