using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Extraction;
using PersonaKit.Core.Observations;

namespace PersonaKit.Core.Mindscapes;

/// <summary>
/// What is known of a person from one instant after another: at each, what was observed by then. Asked in the order of the instants, each
/// observation is folded once.
/// </summary>
public sealed class ObservedHistory
{
    private readonly ImmutableArray<Observation> _oldestFirst;
    private readonly TraitCatalog _catalog;
    private readonly ZoneTimeline _zones;
    private Mindscape _folded;
    private int _seen;

    /// <summary>Takes the history.</summary>
    /// <param name="personId">Whose it is.</param>
    /// <param name="observations">Its observations, in any order.</param>
    /// <param name="catalog">By which they are folded.</param>
    /// <param name="zones">Where the person is until an observation says otherwise.</param>
    public ObservedHistory(PersonId personId, IEnumerable<Observation> observations, TraitCatalog catalog, ZoneTimeline zones)
    {
        _oldestFirst = [.. observations.OrderBy(observation => observation.ObservedAt).ThenBy(observation => observation.Id)];
        (_catalog, _zones) = (catalog, zones);
        _folded = Mindscape.Empty(personId, catalog) with { Zones = zones };
    }

    /// <summary>How many observations there are.</summary>
    public int Count => _oldestFirst.Length;

    /// <summary>
    /// The mindscape of what was observed up to and including the instant; its <see cref="Mindscape.LastSequence"/> counts that.
    /// </summary>
    public Mindscape At(DateTimeOffset instant)
    {
        var seen = CountUntil(instant);
        if (seen != _seen)
        {
            var folded = seen > _seen ? MindscapeFold.TryApply(_folded, _oldestFirst[_seen..seen], _catalog) : null;
            _folded = (folded ?? MindscapeFold.Rebuild(_folded.PersonId, _oldestFirst[..seen], _catalog, _zones)) with { LastSequence = seen };
            _seen = seen;
        }

        return _folded;
    }

    /// <summary>When the next observation after the instant was made; null after the last.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset instant) =>
        CountUntil(instant) is var seen && seen < _oldestFirst.Length ? _oldestFirst[seen].ObservedAt : null;

    private int CountUntil(DateTimeOffset instant)
    {
        var (low, high) = (0, _oldestFirst.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _oldestFirst[middle].ObservedAt <= instant ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
