using System.Collections.Immutable;
using System.Globalization;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Suggestions;

/// <summary>The transforms of parameters by their names in mappers.</summary>
public static class ParameterTransforms
{
    internal static readonly ImmutableArray<(string Name, ParameterTransform Transform)> Table =
    [
        ("minutes_to_hours", ParameterTransform.MinutesToHours),
        ("capitalize", ParameterTransform.Capitalize),
        ("lower", ParameterTransform.Lower),
    ];

    /// <summary>The names of all transforms, for an error message.</summary>
    public static readonly string Names = string.Join(", ", Table.Select(entry => entry.Name));

    /// <summary>The transform of this name; null when there is none.</summary>
    public static ParameterTransform? TryParse(string name)
    {
        foreach (var (known, transform) in Table)
        {
            if (known == name)
            {
                return transform;
            }
        }

        return null;
    }

    /// <summary>The name of the transform in mappers.</summary>
    public static string NameOf(ParameterTransform transform) => transform switch
    {
        ParameterTransform.MinutesToHours => "minutes_to_hours",
        ParameterTransform.Capitalize => "capitalize",
        ParameterTransform.Lower => "lower",
        _ => "none",
    };

    /// <summary>The value as it is published.</summary>
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
