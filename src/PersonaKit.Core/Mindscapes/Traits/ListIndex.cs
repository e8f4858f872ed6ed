using System.Globalization;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>The segment of a path that counts the members of a list, from 0.</summary>
internal static class ListIndex
{
    public static int? TryParse(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
