using System.Globalization;

namespace PersonaKit.Core.Time;

/// <summary>Whole local hours as text, <c>09:00-11:00</c> or <c>09-11</c>, to a bit for each hour. The end is not included and may lie past midnight.</summary>
internal static class HourRange
{
    public static uint? TryParse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || TryHour(text.AsSpan(0, dash)) is not { } start || TryHour(text.AsSpan(dash + 1)) is not { } end || start == 24 || start == end)
        {
            return null;
        }

        var length = (end - start + 24) % 24;
        var mask = 0u;
        for (var hour = 0; hour < (length == 0 ? 24 : length); hour++)
        {
            mask |= 1u << ((start + hour) % 24);
        }

        return mask;
    }

    private static int? TryHour(ReadOnlySpan<char> text)
    {
        if (text.EndsWith(":00"))
        {
            text = text[..^3];
        }

        return text.Length is 1 or 2 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour <= 24 ? hour : null;
    }
}
