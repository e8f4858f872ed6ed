using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;

namespace PersonaKit.Simulation.Promises;

/// <summary>
/// A life of a person, from the first observation after nothing or after a tombstone to the erase: the set that everything else has to
/// follow from.
/// </summary>
internal sealed class Epoch(PersonId personId, TraitCatalog catalog, long start)
{
    private readonly Dictionary<ObservationId, AcceptedObservation> _entries = [];
    private readonly Dictionary<long, Mindscape> _folded = [];
    private readonly Dictionary<MindscapeVersion, long> _versions = [];

    /// <summary>The numbers of this life are greater.</summary>
    public long Start { get; } = start;

    public long LastSequence { get; private set; } = start;

    public bool IsErased { get; private set; }

    /// <summary>An erase was answered that took this life with it: no read that begins later may see it.</summary>
    public bool IsGone { get; set; }

    public TimeSpan ErasedAt { get; private set; }

    public IEnumerable<AcceptedObservation> Entries => _entries.Values;

    public AcceptedObservation? Find(ObservationId id) => _entries.TryGetValue(id, out var accepted) ? accepted : null;

    /// <summary>The same id again is a retry, whatever number it had in the store before it was taken back.</summary>
    public void Append(AcceptedObservation accepted)
    {
        if (_entries.TryAdd(accepted.Observation.Id, accepted))
        {
            LastSequence = accepted.Number;
        }
    }

    public void Fold(MindscapeVersion version, long lastSequence) => _versions[version] = lastSequence;

    /// <summary>How far the version is folded; 0 for one that is not of this life.</summary>
    public long FoldedBy(MindscapeVersion version) => _versions.GetValueOrDefault(version);

    public void Erase(TimeSpan at) => (IsErased, ErasedAt) = (true, at);

    /// <summary>The mindscape of everything accepted up to a number, folded in one go.</summary>
    public Mindscape FoldUpTo(long number)
    {
        if (!_folded.TryGetValue(number, out var mindscape))
        {
            var all = _entries.Values.Where(accepted => accepted.Number <= number).Select(accepted => accepted.Observation).ToList();
            _folded[number] = mindscape = MindscapeFold.Rebuild(personId, all, catalog);
        }

        return mindscape with { LastSequence = number };
    }

    public IEnumerable<Observation> Standing() => Retraction.Standing([.. _entries.Values.Select(accepted => accepted.Observation)]);
}
