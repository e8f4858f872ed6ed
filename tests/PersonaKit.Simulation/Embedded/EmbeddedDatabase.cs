using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Embedded;

/// <summary>
/// The people of the embedded database. Writes come one after another, each a whole transaction, and every read sees the last of them.
/// </summary>
internal sealed class EmbeddedDatabase
{
    private readonly Dictionary<PersonId, EmbeddedPerson> _people = [];
    private TaskCompletionSource _written = new();

    /// <summary>How far the feed was followed, as it was saved last.</summary>
    public long Continuation { get; set; }

    public long Latest { get; private set; }

    public IEnumerable<PersonId> People => _people.Keys;

    public Task NextWrite => _written.Task;

    public EmbeddedPerson? Find(PersonId personId) => _people.GetValueOrDefault(personId);

    public void Save(PersonId personId, EmbeddedPerson person)
    {
        _people[personId] = person with { Change = ++Latest };
        var waiting = _written;
        _written = new();
        waiting.SetResult();
    }

    /// <summary>The people written to after <paramref name="continuation"/>, in the order of the writes, each once.</summary>
    public List<(PersonId PersonId, long Change)> Changes(long continuation) =>
        [.. _people.Where(person => person.Value.Change > continuation)
            .Select(person => (person.Key, person.Value.Change))
            .OrderBy(change => change.Change)];

    public void DeleteTombstones(DateTimeOffset now)
    {
        foreach (var (personId, _) in _people.Where(person => person.Value.ErasedAt + ErasureLifetimes.Tombstone <= now).ToList())
        {
            _people.Remove(personId);
        }
    }
}
