using System.Globalization;

namespace PersonaKit.Core.Time;

/// <summary>ISO 8601 instants in and out of text. An instant without an offset is not an instant and is refused.</summary>
public static class Instants
{
    private const int MinutesLength = 16; // yyyy-MM-ddTHH:mm

    /// <summary>
    /// Reads <c>yyyy-MM-ddTHH:mm[:ss[.f…]]</c> followed by <c>Z</c>, <c>±HH:mm</c>, <c>±HHmm</c> or <c>±HH</c>. Read by hand: it is on the path of every fold, and the
    /// general parser spends most of a fold's budget on formats that cannot be.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length < MinutesLength + 1
            || text[4] != '-' || text[7] != '-' || text[10] is not ('T' or 't') || text[13] != ':'
            || !TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..10], out var day)
            || !TryDigits(text[11..13], out var hour) || !TryDigits(text[14..16], out var minute)
            || year < 1900 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59)
        {
            return false;
        }

        var rest = text[MinutesLength..];
        return TrySeconds(ref rest, out var ticks)
            && TryOffset(rest, out var offset)
            && TryCreate(new DateTime(year, month, day, hour, minute, 0).AddTicks(ticks), offset, out instant);
    }

    /// <summary>UTC, milliseconds only where there are any: <c>2026-01-20T10:00:00Z</c>.</summary>
    public static string Format(DateTimeOffset instant)
    {
        var utc = instant.UtcDateTime;
        return utc.ToString(utc.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
    }

    /// <summary>Whole milliseconds: what every stored shape keeps, so that an instant survives a round trip through any of them.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>
    /// Restores the plus sign of an offset: in a query string an unescaped <c>+01:00</c>, <c>+0100</c> or <c>+01</c> arrives with a space instead. Any text
    /// that does not become an instant that way is returned unchanged.
    /// </summary>
    public static string RestorePlus(string text)
    {
        var space = text.LastIndexOf(' ');
        if (space < MinutesLength)
        {
            return text;
        }

        var restored = string.Concat(text.AsSpan(0, space), "+", text.AsSpan(space + 1));
        return TryParse(restored, out _) ? restored : text;
    }

    private static bool TrySeconds(ref ReadOnlySpan<char> rest, out long ticks)
    {
        ticks = 0;
        if (rest is not [':', ..])
        {
            return true;
        }

        if (rest.Length < 3 || !TryDigits(rest[1..3], out var seconds) || seconds > 59)
        {
            return false;
        }

        ticks = seconds * TimeSpan.TicksPerSecond;
        rest = rest[3..];
        if (rest is not ['.', ..])
        {
            return true;
        }

        var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 12)
        {
            return false;
        }

        // Beyond ticks (Go and Java write nanoseconds) a digit's unit is 0: it is read and dropped.
        var unit = TimeSpan.TicksPerSecond;
        foreach (var digit in rest.Slice(1, digits))
        {
            unit /= 10;
            ticks += (digit - '0') * unit;
        }

        rest = rest[(digits + 1)..];
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is ['Z' or 'z'])
        {
            return true;
        }

        // +01:00, +0100 and +01 are all ISO 8601.
        var minutes = 0;
        var valid = text is ['+' or '-', _, _, ..] && TryDigits(text[1..3], out _) && text[3..] switch
        {
            [] => true,
            [':', _, _] => TryDigits(text[4..6], out minutes),
            [_, _] => TryDigits(text[3..5], out minutes),
            _ => false,
        };
        if (!valid || !TryDigits(text[1..3], out var hours) || hours > 14 || minutes > 59)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0);
        offset = text[0] == '-' ? -offset : offset;
        return offset.Duration() <= TimeSpan.FromHours(14);
    }

    private static bool TryCreate(DateTime local, TimeSpan offset, out DateTimeOffset instant)
    {
        var fits = (local - DateTime.MinValue) > offset && (DateTime.MaxValue - local) > -offset;
        instant = fits ? new DateTimeOffset(local, offset) : default;
        return fits;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
