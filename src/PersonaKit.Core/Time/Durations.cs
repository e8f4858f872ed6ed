using System.Globalization;

namespace PersonaKit.Core.Time;

/// <summary>Durations in catalogs and mappers: a whole number and <c>m</c>, <c>h</c>, <c>d</c> or <c>w</c>.</summary>
public static class Durations
{
    /// <summary>What a duration may look like, in words for an error message.</summary>
    public const string Rule = "a whole number and m, h, d or w, such as 90m, 3h, 28d or 12w";

    /// <summary>Parses a duration; null when the text does not follow <see cref="Rule"/>.</summary>
    public static TimeSpan? TryParse(string text)
    {
        if (text.Length is < 2 or > 8 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        return text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            'w' => TimeSpan.FromDays(7L * count),
            _ => null,
        };
    }
}
