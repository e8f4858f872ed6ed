using System.Globalization;

namespace PersonaKit.Core.Time;

/// <summary>ISO 8601 instants in and out of text. An instant without an offset is not an instant and is refused.</summary>
public static class Instants
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
    ];

    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length is < 17 or > 40 || !HasOffset(text))
        {
            return false;
        }

        return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant)
            && instant.Year >= 1900;
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

    private static bool HasOffset(string text) =>
        text[^1] == 'Z' || (text.Length > 6 && text[^3] == ':' && text[^6] is '+' or '-');
}
