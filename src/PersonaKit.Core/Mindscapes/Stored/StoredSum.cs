using System.Globalization;
using System.Numerics;
using PersonaKit.Core.Mindscapes.Decay;

namespace PersonaKit.Core.Mindscapes.Stored;

/// <summary>A sum as text: the number of its newest block, then its blocks in hexadecimal from the newest on, trailing zeros left out.</summary>
internal static class StoredSum
{
    public static string Write(in DecayedSum sum)
    {
        if (sum.IsEmpty)
        {
            return "";
        }

        var text = $"{sum.Block}:{Hex(sum.Newest)}";
        if (!sum.Older.IsZero || !sum.Oldest.IsZero)
        {
            text += $":{Hex(sum.Older)}";
        }

        return sum.Oldest.IsZero ? text : $"{text}:{Hex(sum.Oldest)}";
    }

    public static DecayedSum Read(string text)
    {
        if (text.Length == 0)
        {
            return DecayedSum.Zero;
        }

        var parts = text.Split(':');
        if (parts.Length is < 2 or > 4)
        {
            throw new FormatException("not a stored sum");
        }

        return new DecayedSum(
            long.Parse(parts[0], CultureInfo.InvariantCulture),
            Number(parts[1]),
            parts.Length > 2 ? Number(parts[2]) : BigInteger.Zero,
            parts.Length > 3 ? Number(parts[3]) : BigInteger.Zero);
    }

    private static string Hex(BigInteger value) => value.ToString("x", CultureInfo.InvariantCulture);

    private static BigInteger Number(string hex) => BigInteger.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
