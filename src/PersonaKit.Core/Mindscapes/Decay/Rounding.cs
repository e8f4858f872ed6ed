namespace PersonaKit.Core.Mindscapes.Decay;

/// <summary>Every number that leaves a mindscape has at most three decimals, halves away from zero.</summary>
internal static class Rounding
{
    public static double Publish(double value)
    {
        var rounded = Math.Round(value, 3, MidpointRounding.AwayFromZero);
        return rounded == 0 ? 0 : rounded; // no negative zero in anybody's JSON
    }
}
