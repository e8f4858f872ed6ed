using System.Globalization;

namespace PersonaKit.Core.Time;

/// <summary>Durations as authors write them: a whole number and <c>m</c>, <c>h</c>, <c>d</c> or <c>w</c>.</summary>
public static class Durations
{
    public const string Rule = "a whole number and m, h, d or w, such as 90m, 3h, 28d or 12w";

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
