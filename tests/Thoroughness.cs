namespace PersonaKit;

/// <summary>
/// How much the long tests do. A plain <c>dotnet test</c> takes a part of what they could try; with <c>PERSONAKIT_TESTS=thorough</c>, as in
/// continuous integration, they take all of it.
/// </summary>
internal static class Thoroughness
{
    /// <summary>The trait of every test that does more when it is asked to.</summary>
    public const string Trait = "length";

    /// <summary>The value of <see cref="Trait"/>.</summary>
    public const string Long = "long";

    /// <summary>Whether the long tests try everything.</summary>
    public static bool IsFull => Environment.GetEnvironmentVariable("PERSONAKIT_TESTS") == "thorough";

    /// <summary>The number of cases to try.</summary>
    public static int Of(int full, int quick) => IsFull ? full : quick;
}
