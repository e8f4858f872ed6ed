namespace PersonaKit.Language.Sources;

/// <summary>What a node comes to with everything below it, aliases expanded.</summary>
/// <param name="Height">Levels below it; 0 for a scalar.</param>
internal readonly record struct SourceSize(int Nodes, int Characters, int Height)
{
    public static SourceSize OfScalar(string text) => new(1, text.Length, 0);

    public static readonly SourceSize Empty = new(1, 0, 0);

    /// <summary>A collection of this size with one more member.</summary>
    public SourceSize With(SourceSize member) => new(Nodes + member.Nodes, Characters + member.Characters, Math.Max(Height, member.Height + 1));
}
