using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Documents;

/// <summary>Which ids are taken already, under which number and fingerprint, or that what they said is forgotten.</summary>
internal sealed class KnownObservations
{
    private readonly Dictionary<ObservationId, AcceptedObservation> _known = [];
    private IReadOnlySet<ObservationId> _refused = new HashSet<ObservationId>();

    public void Add(IEnumerable<AcceptedObservation> accepted)
    {
        foreach (var one in accepted)
        {
            _known.TryAdd(one.Observation.Id, one);
        }
    }

    /// <summary>Decides about items that take something back. Not null when nothing of the batch is stored.</summary>
    public AppendOutcome? Refuse(ImmutableArray<Observation> batch, bool isPersonKnown)
    {
        if (Retraction.MissingFrom(batch, _known.ContainsKey) is { Count: > 0 } missing)
        {
            return isPersonKnown ? new AppendOutcome.UnknownObservations(missing) : new AppendOutcome.UnknownPerson();
        }

        _refused = Retraction.RefusedIn(batch, id => _known.TryGetValue(id, out var known) ? known.Observation : null);
        return null;
    }

    public ImmutableArray<Observation> Fresh(ImmutableArray<Observation> batch) =>
        [.. batch.Where(observation => !_known.ContainsKey(observation.Id) && !_refused.Contains(observation.Id)).DistinctBy(observation => observation.Id)];

    /// <param name="fresh">Of the batch, what was taken now.</param>
    /// <param name="received">The number of the last of them.</param>
    public ImmutableArray<AppendedItem> Answer(ImmutableArray<Observation> batch, ImmutableArray<Observation> fresh, long received)
    {
        var numbers = fresh.Select((observation, i) => (observation.Id, Number: received - fresh.Length + 1 + i))
            .ToDictionary(taken => taken.Id, taken => taken.Number);
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
                items.Add(new AppendedItem.Accepted(numbers[observation.Id]));
                Add([new AcceptedObservation(numbers[observation.Id], observation)]);
            }
        }

        return items.MoveToImmutable();
    }
}
