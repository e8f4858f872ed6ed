using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>How long a word and how large a number may be that a trait keeps.</summary>
internal static class ValueLimits
{
    public const int MaxWordLength = 200;

    public const double MaxNumber = 1e12;

    public static bool IsWord(DataValue value) => value is DataValue.Text { Value.Length: > 0 and <= MaxWordLength };
}
