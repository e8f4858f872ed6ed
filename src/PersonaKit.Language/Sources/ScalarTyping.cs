using System.Globalization;
using System.Text.RegularExpressions;
using PersonaKit.Core.Values;

namespace PersonaKit.Language.Sources;

/// <summary>
/// How an unquoted YAML scalar is typed. Mapper files come from a Python world of YAML 1.1, so <c>yes/no/on/off</c> are booleans there and
/// here; an unquoted date stays text, because no condition compares dates.
/// </summary>
internal static partial class ScalarTyping
{
    private const string NumberText = @"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$";

    public static DataValue Type(string plain) => plain switch
    {
        "" or "~" or "null" or "Null" or "NULL" => DataValue.Null.Instance,
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => DataValue.Boolean.True,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => DataValue.Boolean.False,
        _ => TryNumber(plain) ?? new DataValue.Text(plain),
    };

    private static DataValue? TryNumber(string plain)
    {
        if (plain.Length > 400 || !NumberPattern().IsMatch(plain))
        {
            return null;
        }

        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? DataValue.Number.Read(value, plain)
            : null;
    }

    [GeneratedRegex(NumberText, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NumberPattern();
}
