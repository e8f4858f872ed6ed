using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Engine.Folding;

/// <summary>What a reader of a mindscape gets.</summary>
public abstract record MindscapeOutcome
{
    private MindscapeOutcome() { }

    public sealed record Found(Mindscape Mindscape) : MindscapeOutcome;

    public sealed record UnknownPerson : MindscapeOutcome;

    /// <summary>The person is known, but nothing of them lies in the part of the history that was asked for.</summary>
    public sealed record NothingThen : MindscapeOutcome;

    /// <summary>The receipt was given out for another person.</summary>
    public sealed record ForeignReceipt : MindscapeOutcome;

    /// <summary>The store does not show yet what the reader has to see.</summary>
    public sealed record NotYetVisible(TimeSpan RetryAfter) : MindscapeOutcome;
}
