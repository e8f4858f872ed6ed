using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Engine.Folding;

/// <summary>The result of a rebuild.</summary>
public abstract record RebuildOutcome
{
    private RebuildOutcome() { }

    /// <summary>The mindscape was folded again and saved.</summary>
    /// <param name="Version">The version that was saved.</param>
    /// <param name="Changed">Whether the new traits differ from the stored ones.</param>
    /// <param name="Observations">How many observations were folded, without retracted observations and retractions.</param>
    public sealed record Rebuilt(MindscapeVersion Version, bool Changed, int Observations) : RebuildOutcome;

    /// <summary>The person is unknown or erased.</summary>
    public sealed record UnknownPerson : RebuildOutcome;

    /// <summary>Other folds were saved first in every attempt; the same request may succeed later.</summary>
    public sealed record Conflict : RebuildOutcome;
}
