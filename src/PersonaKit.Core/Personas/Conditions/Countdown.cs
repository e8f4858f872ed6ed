using System.Globalization;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Conditions;

/// <summary>The operator <c>within_minutes</c>: something in the context lies between now and so many minutes ahead, both ends included.</summary>
internal static class Countdown
{
    // Longer than the calendar: a limit beyond it is "at any time from now on", and its ticks still fit.
    private const double MostMinutes = 5e9;

    private static readonly DateTimeOffset LastInstant = Instants.Truncate(DateTimeOffset.MaxValue);

    private static readonly string[] ClockFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm"];

    /// <summary>A number of minutes from now has become an instant before; see <see cref="Programs.RelativeTimes"/>.</summary>
    public static bool IsWithin(DataValue value, DataValue limit, EvaluationContext evaluation) =>
        TryReadInstant(value, evaluation.Zone) is { } instant
        && instant >= evaluation.At
        && instant - evaluation.At <= Span(limit);

    /// <summary>The next instant at which the answer could change.</summary>
    public static DateTimeOffset? NextChange(DataValue value, DataValue limit, EvaluationContext evaluation)
    {
        if (TryReadInstant(value, evaluation.Zone) is not { } instant || instant < evaluation.At)
        {
            return null;
        }

        var opens = instant.UtcTicks - Span(limit).Ticks;
        if (opens > evaluation.At.UtcTicks)
        {
            var partial = opens % TimeSpan.TicksPerMillisecond;
            return new DateTimeOffset(partial == 0 ? opens : opens - partial + TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
        }

        // At the instant itself the answer is still yes; but a persona that ends there is simpler to reason about than one that outlives it by a millisecond.
        return instant > evaluation.At ? instant : instant < LastInstant ? instant.AddMilliseconds(1) : null;
    }

    /// <summary>An instant of the context, cut to milliseconds; a local time without an offset is one on the person's own clock.</summary>
    public static DateTimeOffset? TryReadInstant(DataValue value, LocalZone zone)
    {
        if (value is not DataValue.Text { Value: var text })
        {
            return null;
        }

        if (Instants.TryParse(text, out var instant))
        {
            return Instants.Truncate(instant);
        }

        return TryReadClock(text) is { } clock ? Instants.Truncate(zone.ToInstant(clock)) : null;
    }

    /// <summary>A date and time of day without an offset, such as <c>2026-01-20T10:00</c>.</summary>
    public static DateTime? TryReadClock(string text) =>
        text.Length <= 40
        && DateTime.TryParseExact(text, ClockFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock)
        && clock.Year is >= 1900 and < 9999
            ? clock
            : null;

    private static TimeSpan Span(DataValue limit) =>
        new((long)(Math.Min(((DataValue.Number)limit).Value, MostMinutes) * TimeSpan.TicksPerMinute));
}
