using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;

namespace PersonaKit.Core.Mindscapes.Extraction;

/// <summary>
/// Which time zone a person was in when, as stated by observations: what happened at an instant is read in the newest zone stated before
/// it, or in the first one stated at all. So a late statement changes the past it speaks of, whatever the order of arrival.
/// </summary>
public sealed class ZoneTimeline
{
    /// <summary>The newest statements are kept; people who travel more keep the zones of their latest journeys.</summary>
    public const int MaxEntries = 64;

    /// <summary>No statements: the person is in UTC.</summary>
    public static readonly ZoneTimeline Empty = new([], [], null, null);

    private readonly ImmutableArray<LocalZone> _zones;

    private ZoneTimeline(ImmutableArray<Entry> entries, ImmutableArray<LocalZone> zones, DateTimeOffset? firstUse, DateTimeOffset? lastUse)
    {
        Entries = entries;
        FirstUse = firstUse;
        LastUse = lastUse;
        _zones = zones;
    }

    /// <summary>Oldest first; ties in time are broken by id.</summary>
    public ImmutableArray<Entry> Entries { get; }

    /// <summary>The earliest instant that was read in local time; null when none was. What was read depends on this timeline.</summary>
    public DateTimeOffset? FirstUse { get; }

    /// <summary>The latest instant that was read in local time; null when none was.</summary>
    public DateTimeOffset? LastUse { get; }

    /// <summary>The newest stated zone, or UTC when none was stated.</summary>
    public LocalZone Current => _zones.IsEmpty ? LocalZone.Utc : _zones[^1];

    /// <summary>
    /// A timeline of these statements, of which it keeps the newest <see cref="MaxEntries"/>. Unknown zones are read as UTC.
    /// </summary>
    public static ZoneTimeline Of(IEnumerable<Entry> entries, DateTimeOffset? firstUse = null, DateTimeOffset? lastUse = null)
    {
        ImmutableArray<Entry> newest = [.. entries.Order().TakeLast(MaxEntries)];
        return new(newest, [.. newest.Select(entry => LocalZone.TryFind(entry.Zone) ?? LocalZone.Utc)], firstUse, lastUse);
    }

    /// <summary>The zone in which an instant is read in local time.</summary>
    public LocalZone At(DateTimeOffset instant)
    {
        for (var i = Entries.Length - 1; i >= 0; i--)
        {
            if (Entries[i].At <= instant)
            {
                return _zones[i];
            }
        }

        return _zones.IsEmpty ? LocalZone.Utc : _zones[0];
    }

    /// <summary>The timeline with further statements.</summary>
    public ZoneTimeline With(IReadOnlyCollection<Entry> added) =>
        added.Count == 0 ? this : Of(Entries.Concat(added), FirstUse, LastUse);

    /// <summary>The timeline with <paramref name="instant"/> noted as read in local time.</summary>
    public ZoneTimeline Using(DateTimeOffset instant) =>
        FirstUse <= instant && instant <= LastUse
            ? this
            : new(Entries, _zones, FirstUse is { } first && first < instant ? first : instant, LastUse is { } last && last > instant ? last : instant);

    /// <summary>True when something already read in local time under this timeline would be read in another zone under <paramref name="next"/>.</summary>
    public bool ChangesThePast(ZoneTimeline next)
    {
        if (ReferenceEquals(this, next) || FirstUse is not { } first || LastUse is not { } last)
        {
            return false;
        }

        // The zone is constant between statements, so it is enough to look at the first use and at every statement after it.
        return At(first) != next.At(first)
            || Entries.Concat(next.Entries).Any(entry => first <= entry.At && entry.At <= last && At(entry.At) != next.At(entry.At));
    }

    /// <summary>One statement: from <paramref name="At"/> on, the person is in <paramref name="Zone"/> (an IANA name).</summary>
    public readonly record struct Entry(DateTimeOffset At, ObservationId Id, string Zone) : IComparable<Entry>
    {
        /// <summary>Orders by instant, then by id.</summary>
        public int CompareTo(Entry other)
        {
            var byTime = At.CompareTo(other.At);
            return byTime != 0 ? byTime : Id.CompareTo(other.Id);
        }
    }
}
