using System.Collections.Concurrent;

namespace PersonaKit.Core.Time;

/// <summary>
/// An IANA time zone as a list of offset spans, found once per zone and year and then read without locks: the projection asks for
/// the local hour and for the next instant at which the offset changes, both many thousand times a second.
/// </summary>
public sealed class LocalZone
{
    /// <summary>The zone UTC.</summary>
    public static readonly LocalZone Utc = new("UTC", TimeZoneInfo.Utc);

    private static readonly ConcurrentDictionary<string, LocalZone> Known = new(StringComparer.Ordinal);
    private static readonly TimeSpan Probe = TimeSpan.FromHours(6);

    private readonly TimeZoneInfo _zone;
    private readonly ConcurrentDictionary<int, OffsetSpan[]> _years = new();

    // A reference is swapped atomically, a struct of three words is not.
    private SpanBox _recent = new(default);

    private LocalZone(string id, TimeZoneInfo zone)
    {
        Id = id;
        _zone = zone;
    }

    /// <summary>The IANA name, such as <c>Europe/Berlin</c>.</summary>
    public string Id { get; }

    /// <summary>Null when the name is not an IANA zone that this machine knows. Names are case-sensitive, as in the tz database.</summary>
    public static LocalZone? TryFind(string id)
    {
        if (id is "UTC" or "Etc/UTC" or "Z")
        {
            return Utc;
        }

        if (Known.TryGetValue(id, out var known))
        {
            return known;
        }

        // An IANA name has a slash or is one of the few old short ones; Windows names and paths are neither.
        if (id.Length is 0 or > 64 || id.Contains("..", StringComparison.Ordinal) || id.Contains(' ', StringComparison.Ordinal) || id[0] is '/' or '.')
        {
            return null;
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) || !zone.HasIanaId || !string.Equals(zone.Id, id, StringComparison.Ordinal))
        {
            return null;
        }

        return Known.GetOrAdd(id, new LocalZone(id, zone));
    }

    /// <summary>The local date and time. Instants whose local time is past the end of the calendar give its last moment.</summary>
    public DateTime ToLocal(DateTimeOffset instant)
    {
        var utc = instant.UtcDateTime;
        return new DateTime(Math.Clamp(utc.Ticks + SpanAt(utc).Offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified);
    }

    /// <summary>The span of constant offset that contains the instant.</summary>
    public OffsetSpan SpanAt(DateTimeOffset instant) => SpanAt(instant.UtcDateTime);

    /// <summary>
    /// The instant a local clock shows this time; when the clock shows it twice, the first; when a jump skips it, the instant of the jump's end.
    /// </summary>
    public DateTimeOffset ToInstant(DateTime local)
    {
        var clock = DateTime.SpecifyKind(local, DateTimeKind.Utc);
        var before = SpanAt(clock.AddDays(-1));
        for (var span = before; ; span = SpanAt(span.Until))
        {
            var candidate = clock - span.Offset;
            if (candidate < span.Until)
            {
                return new DateTimeOffset(candidate < span.From ? span.From : candidate, TimeSpan.Zero);
            }
        }
    }

    private OffsetSpan SpanAt(DateTime utc)
    {
        var last = _recent.Span;
        if (last.Contains(utc))
        {
            return last;
        }

        foreach (var span in _years.GetOrAdd(utc.Year, FindSpans))
        {
            if (span.Contains(utc))
            {
                _recent = new SpanBox(span);
                return span;
            }
        }

        throw new InvalidOperationException($"{Id} has no offset at {utc:O}");
    }

    private OffsetSpan[] FindSpans(int year)
    {
        var start = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var end = year == DateTime.MaxValue.Year ? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc) : start.AddYears(1);
        var spans = new List<OffsetSpan>();
        var from = start;
        var offset = _zone.GetUtcOffset(start);
        var at = start;
        while (at < end)
        {
            var next = end - at > Probe ? at + Probe : end;
            var changed = _zone.GetUtcOffset(next);
            if (changed != offset && FindChange(at, next, offset) is var change && change < end)
            {
                spans.Add(new OffsetSpan(from, change, offset));
                from = change;
                offset = changed;
            }

            at = next;
        }

        spans.Add(new OffsetSpan(from, end, offset));
        return [.. spans];
    }

    /// <summary>The first second in (low, high] at which the offset is no longer <paramref name="offset"/>.</summary>
    private DateTime FindChange(DateTime low, DateTime high, TimeSpan offset)
    {
        while (high - low > TimeSpan.FromSeconds(1))
        {
            var middle = low + TimeSpan.FromSeconds(Math.Floor((high - low).TotalSeconds / 2));
            if (_zone.GetUtcOffset(middle) == offset)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high;
    }

    private sealed record SpanBox(OffsetSpan Span);
}
