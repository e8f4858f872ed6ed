namespace PersonaKit.Architecture.Tests.Samples.Above;

/// <summary>Needs the circle, and nobody needs it.</summary>
internal static class Visiting
{
    public static object Visit() => Left.Knocking.Knock(2);
}
