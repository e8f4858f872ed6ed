namespace PersonaKit.Architecture.Tests.Samples.Left;

/// <summary>One half of a circle that exists to be found: nothing but the body of a method names the other half.</summary>
internal static class Knocking
{
    public static object Knock(int times) => times > 0 ? Right.Answering.Answer(times - 1) : "silence";
}
