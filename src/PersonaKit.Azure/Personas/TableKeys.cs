using System.Globalization;
using System.Text;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Personas;

/// <summary>
/// The table keys of a person's rows. ASCII letters, digits and <c>. - _</c> are kept; any other character is written as <c>=</c> and two
/// hexadecimal digits. A person id contains no <c>=</c>, so two ids never share a key, and no key holds a character that a proxy may
/// rewrite.
/// </summary>
internal static class TableKeys
{
    public const string Head = "head";

    private const string PersonaPrefix = "p.";

    public static string Partition(PersonId personId)
    {
        var key = new StringBuilder(personId.Value.Length);
        foreach (var character in personId.Value)
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_')
            {
                key.Append(character);
            }
            else
            {
                key.Append(CultureInfo.InvariantCulture, $"={(int)character:X2}");
            }
        }

        return key.ToString();
    }

    /// <summary>All rows share one prefix, so that the order of the table is the ordinal order of the persona keys.</summary>
    public static string Row(PersonaKey key) => PersonaPrefix + key;

    public static PersonaKey Key(string row)
    {
        // A mapper id contains no dot, so the first dot ends it.
        var dot = row.IndexOf('.', PersonaPrefix.Length);
        return row.StartsWith(PersonaPrefix, StringComparison.Ordinal) && dot > 0
            ? new PersonaKey(MapperId.Parse(row[PersonaPrefix.Length..dot]), row[(dot + 1)..])
            : throw new FormatException("not the row of a persona");
    }
}
