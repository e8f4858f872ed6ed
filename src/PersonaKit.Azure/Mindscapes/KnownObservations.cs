using System.Collections.Frozen;
using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>The observations that are already stored, by id.</summary>
internal sealed class KnownObservations
{
    private readonly Dictionary<ObservationId, AcceptedObservation> _known = [];
    private IReadOnlySet<ObservationId> _refused = FrozenSet<ObservationId>.Empty;

    public void Add(AcceptedObservation accepted) => _known.TryAdd(accepted.Observation.Id, accepted);

    public bool Contains(ObservationId id) => _known.ContainsKey(id);

    /// <summary>Decides about the items that take something back. Not null when nothing of the batch is stored.</summary>
    public AppendOutcome? Refuse(ImmutableArray<Observation> batch, bool isPersonKnown)
    {
        if (Retraction.MissingFrom(batch, Contains) is { Count: > 0 } missing)
        {
            return isPersonKnown ? new AppendOutcome.UnknownObservations(missing) : new AppendOutcome.UnknownPerson();
        }

        _refused = Retraction.RefusedIn(batch, id => _known.TryGetValue(id, out var known) ? known.Observation : null);
        return null;
    }

    /// <summary>The new observations, each id once: the first in the batch counts, later ones are retries or conflicts.</summary>
    public ImmutableArray<Observation> Fresh(ImmutableArray<Observation> batch) =>
        [.. batch.Where(observation => !Contains(observation.Id) && !_refused.Contains(observation.Id)).DistinctBy(observation => observation.Id)];

    /// <summary>The outcome of each observation of a batch.</summary>
    /// <param name="batch">All observations of the request.</param>
    /// <param name="fresh">Those that were stored now.</param>
    /// <param name="received">The number of the last of them; their numbers are consecutive.</param>
    public ImmutableArray<AppendedItem> Answer(ImmutableArray<Observation> batch, ImmutableArray<Observation> fresh, long received)
    {
        var taken = new Dictionary<ObservationId, long>();
        for (var i = 0; i < fresh.Length; i++)
        {
            taken[fresh[i].Id] = received - fresh.Length + 1 + i;
        }

        var items = ImmutableArray.CreateBuilder<AppendedItem>(batch.Length);
        foreach (var observation in batch)
        {
            if (_refused.Contains(observation.Id))
            {
                items.Add(new AppendedItem.Refused());
            }
            else if (_known.TryGetValue(observation.Id, out var known))
            {
                items.Add(known.Observation.IsForgotten ? new AppendedItem.Retracted(known.Number)
                    : known.Observation.Fingerprint == observation.Fingerprint ? new AppendedItem.Duplicate(known.Number)
                    : new AppendedItem.Conflict());
            }
            else
            {
                var number = taken[observation.Id];
                items.Add(new AppendedItem.Accepted(number));
                Add(new AcceptedObservation(number, observation));
            }
        }

        return items.MoveToImmutable();
    }
}
