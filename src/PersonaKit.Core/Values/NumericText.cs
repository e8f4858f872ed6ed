using System.Globalization;

namespace PersonaKit.Core.Values;

/// <summary>A number, or a text that is one: wizards and query strings deliver numbers as text, and their mappers compare them all the same.</summary>
public static class NumericText
{
    public static double? TryRead(DataValue value) => value switch
    {
        DataValue.Number number => number.Value,
        DataValue.Text text => TryParse(text.Value),
        _ => null,
    };

    /// <summary>Null for what is no number, and for "NaN" and "Infinity", which no comparison orders.</summary>
    public static double? TryParse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
