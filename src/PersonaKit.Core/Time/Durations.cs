using System.Globalization;

namespace PersonaKit.Core.Time;

/// <summary>Durations in catalogs and mappers: a whole number and <c>m</c>, <c>h</c>, <c>d</c> or <c>w</c>.</summary>
public static class Durations
{
    /// <summary>What a duration may look like, in words for an error message.</summary>
    public const string Rule = "a whole number and m, h, d or w, such as 90m, 3h, 28d or 12w";

    /// <summary>A hundred years, rounded to days. Sums of an instant and a longer duration could leave the calendar.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(36500);

    /// <summary>Parses a duration; null when the text does not follow <see cref="Rule"/>, or the duration exceeds <see cref="Longest"/>.</summary>
    public static TimeSpan? TryParse(string text)
    {
        if (text.Length is < 2 or > 8 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        var unit = text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            'w' => TimeSpan.FromDays(7),
            _ => TimeSpan.Zero,
        };
        return unit > TimeSpan.Zero && count <= Longest / unit ? count * unit : null;
    }
}
