using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Documents;

/// <summary>Which ids are taken already, under which number and fingerprint, or that what they said is forgotten.</summary>
internal sealed class KnownObservations
{
    private readonly Dictionary<ObservationId, AcceptedObservation> _known = [];

    public void Add(IEnumerable<AcceptedObservation> accepted)
    {
        foreach (var one in accepted)
        {
            _known.TryAdd(one.Observation.Id, one);
        }
    }

    public ImmutableArray<Observation> Fresh(ImmutableArray<Observation> batch) =>
        [.. batch.Where(observation => !_known.ContainsKey(observation.Id)).DistinctBy(observation => observation.Id)];

    /// <param name="fresh">Of the batch, what was taken now.</param>
    /// <param name="received">The number of the last of them.</param>
    public ImmutableArray<AppendedItem> Answer(ImmutableArray<Observation> batch, ImmutableArray<Observation> fresh, long received)
    {
        var numbers = fresh.Select((observation, i) => (observation.Id, Number: received - fresh.Length + 1 + i))
            .ToDictionary(taken => taken.Id, taken => taken.Number);
        var items = ImmutableArray.CreateBuilder<AppendedItem>(batch.Length);
        foreach (var observation in batch)
        {
            if (_known.TryGetValue(observation.Id, out var known))
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
