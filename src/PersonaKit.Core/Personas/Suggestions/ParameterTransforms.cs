using System.Globalization;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Suggestions;

public static class ParameterTransforms
{
    public const string Names = "minutes_to_hours, capitalize, lower";

    public static ParameterTransform? TryParse(string name) => name switch
    {
        "minutes_to_hours" => ParameterTransform.MinutesToHours,
        "capitalize" => ParameterTransform.Capitalize,
        "lower" => ParameterTransform.Lower,
        _ => null,
    };

    public static string NameOf(ParameterTransform transform) => transform switch
    {
        ParameterTransform.MinutesToHours => "minutes_to_hours",
        ParameterTransform.Capitalize => "capitalize",
        ParameterTransform.Lower => "lower",
        _ => "none",
    };

    public static DataValue Apply(ParameterTransform transform, DataValue value) => transform switch
    {
        ParameterTransform.MinutesToHours => NumericText.TryRead(value) is { } minutes
            ? new DataValue.Text((minutes / 60).ToString("F1", CultureInfo.InvariantCulture) + " hours")
            : value,
        ParameterTransform.Capitalize => new DataValue.Text(Capitalize(value.ToDisplayText())),
        ParameterTransform.Lower => new DataValue.Text(value.ToDisplayText().ToLowerInvariant()),
        _ => value,
    };

    private static string Capitalize(string text) =>
        text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant();
}
