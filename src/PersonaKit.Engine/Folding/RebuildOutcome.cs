using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Engine.Folding;

/// <summary>What became of a rebuild.</summary>
public abstract record RebuildOutcome
{
    private RebuildOutcome() { }

    /// <param name="Version">The version that was saved.</param>
    /// <param name="Changed">Whether the traits are other ones than those that were stored.</param>
    /// <param name="Observations">How many observations were folded; what was retracted, and the retractions, are not among them.</param>
    public sealed record Rebuilt(MindscapeVersion Version, bool Changed, int Observations) : RebuildOutcome;

    public sealed record UnknownPerson : RebuildOutcome;

    /// <summary>Other folds were saved every time; the same request may succeed later.</summary>
    public sealed record Conflict : RebuildOutcome;
}
