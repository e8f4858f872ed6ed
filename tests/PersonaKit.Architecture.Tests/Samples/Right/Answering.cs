namespace PersonaKit.Architecture.Tests.Samples.Right;

/// <summary>The other half.</summary>
internal static class Answering
{
    public static object Answer(int times) => Left.Knocking.Knock(times - 1);
}
