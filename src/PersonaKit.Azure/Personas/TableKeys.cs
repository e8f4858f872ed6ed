using System.Globalization;
using System.Text;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Personas;

/// <summary>
/// Where a person's rows are. Everything but letters, digits, <c>. - _</c> is written as <c>=</c> and two hexadecimal digits: a person id has no
/// <c>=</c> of its own, so the key can be read back, and what proxies do to a plus sign or a bar in an address does not matter.
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

    public static PersonId Person(string partition)
    {
        var text = new StringBuilder(partition.Length);
        for (var i = 0; i < partition.Length; i++)
        {
            if (partition[i] != '=')
            {
                text.Append(partition[i]);
                continue;
            }

            if (i + 2 >= partition.Length)
            {
                throw new FormatException("not the partition of a person");
            }

            text.Append((char)byte.Parse(partition.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            i += 2;
        }

        return PersonId.Parse(text.ToString());
    }

    /// <summary>One prefix for all of them, so that the table's own order is the ordinal order of the keys.</summary>
    public static string Row(PersonaKey key) => PersonaPrefix + key;

    public static PersonaKey Key(string row)
    {
        // A mapper id has no dot.
        var dot = row.IndexOf('.', PersonaPrefix.Length);
        return row.StartsWith(PersonaPrefix, StringComparison.Ordinal) && dot > 0
            ? new PersonaKey(MapperId.Parse(row[PersonaPrefix.Length..dot]), row[(dot + 1)..])
            : throw new FormatException("not the row of a persona");
    }
}
