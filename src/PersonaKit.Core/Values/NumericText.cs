using System.Globalization;

namespace PersonaKit.Core.Values;

/// <summary>
/// Reads numbers, also those sent as text: query strings and some clients send every value as text, and mappers compare them as numbers.
/// </summary>
public static class NumericText
{
    /// <summary>The number that the value is or holds as text; null for any other value.</summary>
    public static double? TryRead(DataValue value) => value switch
    {
        DataValue.Number number => number.Value,
        DataValue.Text text => TryParse(text.Value),
        _ => null,
    };

    /// <summary>The number that the text holds; null when it holds none, and for "NaN" and "Infinity", which have no order.</summary>
    public static double? TryParse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
