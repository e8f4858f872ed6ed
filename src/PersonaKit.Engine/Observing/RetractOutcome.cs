namespace PersonaKit.Engine.Observing;

/// <summary>What became of a retraction.</summary>
public abstract record RetractOutcome
{
    private RetractOutcome() { }

    /// <summary>Durable, now or before: a read that carries the receipt shows traits without the observation.</summary>
    public sealed record Retracted(Receipt Receipt) : RetractOutcome;

    /// <summary>The person is unknown.</summary>
    public sealed record UnknownPerson : RetractOutcome;

    /// <summary>The person is known and the observation is not.</summary>
    public sealed record UnknownObservation : RetractOutcome;

    /// <summary>Too many of this person's observations wait to be folded; nothing was stored.</summary>
    public sealed record InboxFull(TimeSpan RetryAfter) : RetractOutcome;
}
