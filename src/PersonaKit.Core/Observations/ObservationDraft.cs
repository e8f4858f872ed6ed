using PersonaKit.Core.Values;

namespace PersonaKit.Core.Observations;

/// <summary>An observation as sent: well-formed, but without the id and the times that acceptance gives it where the sender gave none.</summary>
public sealed record ObservationDraft
{
    /// <summary>Where it stood in the request, so that later faults point at it: "" for a single observation, "/3" or "/observations/3" in a batch.</summary>
    public required string Pointer { get; init; }

    /// <summary>The sender's id; null when acceptance gives one.</summary>
    public ObservationId? Id { get; init; }

    /// <summary>The observation type.</summary>
    public required string Type { get; init; }

    /// <summary>What was observed.</summary>
    public required DataValue.Map Content { get; init; }

    /// <summary>Free data of the sender; null when there is none.</summary>
    public DataValue.Map? Meta { get; init; }

    /// <summary>When it happened; null for the instant of receipt.</summary>
    public DateTimeOffset? ObservedAt { get; init; }

    /// <summary>The observation this one takes the place of, if any.</summary>
    public ObservationId? Corrects { get; init; }

    /// <summary>Gives the draft its id and its instants. <paramref name="id"/> is used when the sender gave none.</summary>
    public Observation Accept(ObservationId id, DateTimeOffset receivedAt) => Observation.Of(this, Id ?? id, receivedAt);
}
