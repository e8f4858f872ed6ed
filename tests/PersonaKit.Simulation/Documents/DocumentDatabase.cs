using System.Globalization;
using PersonaKit.Core.Observations;
using PersonaKit.Simulation.Promises;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Documents;

/// <summary>
/// The documents of everybody as the primary has them, and every write there was: a replica that lags is the state after an earlier one.
/// Documents have etags, and some a time to live.
/// </summary>
internal sealed class DocumentDatabase(Timeline timeline, StoreEvents events)
{
    /// <summary>No replica is further behind.</summary>
    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(5);

    private readonly Dictionary<PersonId, List<Written>> _partitions = [];
    private TaskCompletionSource _written = new();

    /// <summary>The number of the last write of all.</summary>
    public long Latest { get; private set; }

    public IEnumerable<PersonId> People => _partitions.Keys;

    /// <summary>Ends with the next write.</summary>
    public Task NextWrite => _written.Task;

    /// <summary>The document as the primary has it.</summary>
    public Document? Find(PersonId personId, string id) => Find(personId, id, Latest);

    public HotDocument? FindHot(PersonId personId) => (HotDocument?)Find(personId, personId.Value);

    /// <summary>Everything that is in the person's partition.</summary>
    public IEnumerable<Document> All(PersonId personId) =>
        Partition(personId).Select(write => write.Id).Distinct().ToList().Select(id => Find(personId, id)).OfType<Document>();

    /// <summary>What a client reads and the number of the write it sees: its own writes and what it has seen before at least.</summary>
    public (Document? Document, long Seen) Read(PersonId personId, string id, long session, int lag)
    {
        var writes = Partition(personId);
        if (writes.Count == 0)
        {
            return (null, session);
        }

        var settled = writes.FindLastIndex(write => timeline.Now - write.At >= LongestLag);
        var replica = Math.Max(writes.Count - 1 - lag, settled);
        var seen = Math.Max(replica < 0 ? 0 : writes[replica].Number, session);
        return (Find(personId, id, seen), seen);
    }

    public Document Write(PersonId personId, Document document)
    {
        var before = Find(personId, document.Id);
        var stored = document with { ETag = (Latest + 1).ToString(CultureInfo.InvariantCulture) };
        Add(personId, document.Id, stored);
        if (stored is HotDocument hot)
        {
            Tell((HotDocument?)before, hot);
        }

        return stored;
    }

    public void Delete(PersonId personId, string id)
    {
        if (Find(personId, id) is not null)
        {
            Add(personId, id, null);
        }
    }

    /// <summary>
    /// The latest version of each document written after <paramref name="after"/>, in the order of the writes; deletes are not shown.
    /// </summary>
    public List<(long Number, PersonId PersonId, Document Document)> Changes(long after, int limit) =>
    [
        .. _partitions
            .SelectMany(partition => partition.Value
                .Where(write => write.Number > after)
                .GroupBy(write => write.Id)
                .Select(writes => (writes.Last().Number, partition.Key, Find(partition.Key, writes.Key))))
            .Where(change => change.Item3 is not null)
            .OrderBy(change => change.Number)
            .Take(limit)
            .Select(change => (change.Number, change.Key, change.Item3!)),
    ];

    private Document? Find(PersonId personId, string id, long upTo)
    {
        var last = Partition(personId).FindLast(write => write.Id == id && write.Number <= upTo);
        return last is null || (last.Document?.TimeToLive is { } life && timeline.Now >= last.At + life) ? null : last.Document;
    }

    private void Add(PersonId personId, string id, Document? document)
    {
        if (!_partitions.TryGetValue(personId, out var writes))
        {
            _partitions[personId] = writes = [];
        }

        writes.Add(new(++Latest, id, document, timeline.Now));
        var waiting = _written;
        _written = new();
        waiting.SetResult();
    }

    private void Tell(HotDocument? before, HotDocument after)
    {
        var isRevival = after.ErasedAt is null && before is null or { ErasedAt: not null };
        if (isRevival)
        {
            events.Began(after.PersonId, before?.LastSequence ?? 0);
        }

        foreach (var accepted in after.Inbox.Where(accepted => accepted.Number > (before?.LastSequence ?? 0)))
        {
            events.Appended(after.PersonId, accepted);
        }

        if (after.ErasedAt is not null)
        {
            events.Erased(after.PersonId, after.Version);
        }
        else if (!isRevival && after.Version != before!.Version)
        {
            events.Folded(after.PersonId, after.State);
        }
    }

    private List<Written> Partition(PersonId personId) => _partitions.GetValueOrDefault(personId) ?? [];

    private sealed record Written(long Number, string Id, Document? Document, TimeSpan At);
}
