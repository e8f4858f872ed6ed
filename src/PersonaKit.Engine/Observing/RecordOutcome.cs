using System.Collections.Immutable;
using PersonaKit.Core.Values;

namespace PersonaKit.Engine.Observing;

/// <summary>What became of a post of observations.</summary>
public abstract record RecordOutcome
{
    private RecordOutcome() { }

    /// <summary>Durable. The receipt covers every item that was accepted now or before; it is null when every item was refused.</summary>
    public sealed record Recorded(Receipt? Receipt, ImmutableArray<RecordedItem> Items) : RecordOutcome;

    /// <summary>The observations are not what the catalog says they must be; nothing was stored.</summary>
    public sealed record Invalid(ImmutableArray<Fault> Faults) : RecordOutcome;

    /// <summary>An observation corrects one that is not known; nothing was stored.</summary>
    public sealed record UnknownCorrected(ImmutableArray<Fault> Faults) : RecordOutcome;

    /// <summary>One observation is larger than the engine takes; nothing was stored.</summary>
    public sealed record TooLarge(ImmutableArray<Fault> Faults) : RecordOutcome;

    /// <summary>Too many of this person's observations wait to be folded; nothing was stored.</summary>
    public sealed record InboxFull(TimeSpan RetryAfter) : RecordOutcome;
}
