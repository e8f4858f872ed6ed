using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Extraction;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;

namespace PersonaKit.Cli.Previewing;

/// <summary>
/// Folds observations in memory to the mindscape at any instant; only earlier observations count, and as on a host none that another of
/// them corrects.
/// </summary>
internal sealed class LocalHistory(PersonId person, IEnumerable<Observation> observations, TraitCatalog catalog)
{
    private readonly ObservedHistory _history = new(person, Retraction.Standing([.. observations]), catalog, ZoneTimeline.Empty);

    public PersonId Person => person;

    public int Count => _history.Count;

    public DateTimeOffset Newest { get; } = observations.Max(observation => observation.ObservedAt);

    /// <summary>The mindscape of all observations up to the instant, inclusive.</summary>
    public Mindscape At(DateTimeOffset instant) => _history.At(instant);

    /// <summary>The instant of the next observation after the given one; null after the last.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset instant) => _history.NextAfter(instant);

    /// <summary>The person's time zone on that day: the zone at noon, by the observations up to the end of the day.</summary>
    public LocalZone ZoneOn(DateOnly day)
    {
        var noon = new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
        return At(noon.AddDays(1)).Zones.At(noon);
    }
}
