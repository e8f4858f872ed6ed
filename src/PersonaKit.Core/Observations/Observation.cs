using PersonaKit.Core.Values;

namespace PersonaKit.Core.Observations;

/// <summary>Something seen of one person at one instant. Immutable; its id makes it count once.</summary>
public sealed record Observation
{
    public required ObservationId Id { get; init; }

    public required string Type { get; init; }

    public required DataValue.Map Content { get; init; }

    /// <summary>Whatever the sender wants to keep beside it; nothing reads it.</summary>
    public DataValue.Map? Meta { get; init; }

    /// <summary>When it happened, as the sender says; the instant of receipt where the sender says nothing.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>A digest of what the sender sent: two observations of one id are a retry when this is equal and a conflict when it is not.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The observation this one takes the place of, if any.</summary>
    public ObservationId? Corrects { get; init; }

    /// <summary>It was retracted, and what it said is gone: what is left says that its id is taken and which place it had.</summary>
    public bool IsForgotten { get; init; }

    public Observation Forget() => this with { Content = DataValue.Map.Empty, Meta = null, Fingerprint = "", IsForgotten = true };
}
