using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;

namespace PersonaKit.Cli.Previewing;

/// <summary>Folds observations in memory to the mindscape at any instant; only earlier observations count.</summary>
internal sealed class LocalHistory
{
    private readonly ImmutableArray<Observation> _oldestFirst;
    private readonly TraitCatalog _catalog;
    private Mindscape _folded;

    public LocalHistory(PersonId person, IEnumerable<Observation> observations, TraitCatalog catalog)
    {
        Person = person;
        _oldestFirst = [.. observations.OrderBy(observation => observation.ObservedAt).ThenBy(observation => observation.Id)];
        _catalog = catalog;
        _folded = Mindscape.Empty(person, catalog);
    }

    public PersonId Person { get; }

    public int Count => _oldestFirst.Length;

    public DateTimeOffset Newest => _oldestFirst[^1].ObservedAt;

    /// <summary>The mindscape of all observations up to the instant, inclusive.</summary>
    public Mindscape At(DateTimeOffset instant)
    {
        var seen = CountUntil(instant);
        var known = (int)_folded.LastSequence;
        if (seen != known)
        {
            var folded = seen > known ? MindscapeFold.TryApply(_folded, _oldestFirst[known..seen], _catalog) : null;
            _folded = (folded ?? MindscapeFold.Rebuild(Person, _oldestFirst[..seen], _catalog)) with { LastSequence = seen };
        }

        return _folded;
    }

    /// <summary>The instant of the next observation after the given one; null after the last.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset instant) =>
        CountUntil(instant) is var seen && seen < _oldestFirst.Length ? _oldestFirst[seen].ObservedAt : null;

    /// <summary>The person's time zone on that day: the zone at noon, by the observations up to the end of the day.</summary>
    public LocalZone ZoneOn(DateOnly day)
    {
        var noon = new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
        return At(noon.AddDays(1)).Zones.At(noon);
    }

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
