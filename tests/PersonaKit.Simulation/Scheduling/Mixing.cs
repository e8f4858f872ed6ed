namespace PersonaKit.Simulation.Scheduling;

/// <summary>Numbers that look random and follow from what they are made of, on every machine and in every process.</summary>
internal static class Mixing
{
    public static ulong Of(ulong one, ulong other)
    {
        var x = one + (other * 0x9E3779B97F4A7C15) + 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    public static ulong Of(ulong one, string text)
    {
        foreach (var letter in text)
        {
            one = Of(one, letter);
        }

        return one;
    }
}
