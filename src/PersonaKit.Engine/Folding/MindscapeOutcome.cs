using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Engine.Folding;

/// <summary>The result of reading a mindscape.</summary>
public abstract record MindscapeOutcome
{
    private MindscapeOutcome() { }

    /// <summary>The mindscape with all accepted observations folded in.</summary>
    /// <param name="Mindscape">The mindscape.</param>
    public sealed record Found(Mindscape Mindscape) : MindscapeOutcome;

    /// <summary>No observation of the person was ever accepted, or the person was erased.</summary>
    public sealed record UnknownPerson : MindscapeOutcome;

    /// <summary>The person is known, but the requested part of the history contains no observation.</summary>
    public sealed record NothingThen : MindscapeOutcome;

    /// <summary>The receipt belongs to another person.</summary>
    public sealed record ForeignReceipt : MindscapeOutcome;

    /// <summary>The replica does not yet have the required version or write.</summary>
    /// <param name="RetryAfter">When to try again.</param>
    public sealed record NotYetVisible(TimeSpan RetryAfter) : MindscapeOutcome;
}
