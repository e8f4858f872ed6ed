using System.Collections.Immutable;
using PersonaKit.Core.Time;

namespace PersonaKit.Core.Personas.Conditions;

/// <summary>
/// The hours a time check asks for. Its parts are all about local clock hours, so together they are a set of hours of the week, and the
/// question "when does the answer change" needs no knowledge of the parts.
/// </summary>
/// <param name="Hours">The hours at which every given part holds.</param>
/// <param name="Period">The part of the day it names, if it names one.</param>
/// <param name="Zone">A fixed zone, or null for the person's own.</param>
public sealed record TimeWindow(HourOfWeekSet Hours, DayPeriod? Period, LocalZone? Zone)
{
    /// <summary>The hours as the author gave them, 0–23 and 0–24; null for none. Only for telling: <see cref="Hours"/> decides.</summary>
    public (int From, int Until)? HourRange { get; init; }

    /// <summary>The days as the author gave them, in lower case from Monday on; empty for none. Only for telling, too.</summary>
    public ImmutableArray<string> Days { get; init; } = [];

    /// <summary>True when the local hour at <paramref name="at"/> is in the window.</summary>
    /// <param name="userZone">The person's own zone, for a window without a fixed one.</param>
    /// <param name="at">The instant.</param>
    public bool IsOpen(LocalZone userZone, DateTimeOffset at)
    {
        var zone = Zone ?? userZone;
        return Hours.Contains(HourOfWeek(at.UtcTicks + zone.SpanAt(at).Offset.Ticks));
    }

    /// <summary>The first instant after <paramref name="at"/>, but before <paramref name="horizon"/>, at which the answer is another one.</summary>
    public DateTimeOffset? NextChange(LocalZone userZone, DateTimeOffset at, DateTimeOffset horizon)
    {
        var zone = Zone ?? userZone;
        var answer = IsOpen(userZone, at);
        for (var from = at; ;)
        {
            var span = zone.SpanAt(from);
            var local = from.UtcTicks + span.Offset.Ticks;
            var hours = Hours.HoursUntilOtherThan(answer, HourOfWeek(local));
            if (hours > 0)
            {
                var change = local - Within(local, TimeSpan.TicksPerHour) + (hours * TimeSpan.TicksPerHour) - span.Offset.Ticks;
                if (change < span.Until.Ticks)
                {
                    return change < horizon.UtcTicks ? new DateTimeOffset(change, TimeSpan.Zero) : null;
                }
            }

            if (span.Until.Ticks >= horizon.UtcTicks)
            {
                return null;
            }

            // The clock jumps here: that alone can open or close the window, at any minute of an hour.
            from = new DateTimeOffset(span.Until.Ticks, TimeSpan.Zero);
            if (IsOpen(userZone, from) != answer)
            {
                return from;
            }
        }
    }

    // The calendar's first day, tick 0, was a Monday.
    private static int HourOfWeek(long localTicks) => (int)(Within(localTicks, TimeSpan.TicksPerDay * 7) / TimeSpan.TicksPerHour);

    // West of Greenwich the calendar's first hours are negative.
    private static long Within(long ticks, long unit) => ((ticks % unit) + unit) % unit;
}
