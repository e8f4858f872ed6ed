using PersonaKit.Core.Values;

namespace PersonaKit.Core.Observations;

/// <summary>Something observed about one person at one instant. Immutable; observations with the same id count once.</summary>
public sealed record Observation
{
    /// <summary>The id, unique for the person.</summary>
    public required ObservationId Id { get; init; }

    /// <summary>The observation type, which selects the feeds of the trait catalog.</summary>
    public required string Type { get; init; }

    /// <summary>What was observed, in the shape that the type asks for.</summary>
    public required DataValue.Map Content
    {
        get;
        init => (field, Encoded) = (value, default);
    }

    /// <summary>Free data of the sender; kept and exported, never read. Null when there is none.</summary>
    public DataValue.Map? Meta
    {
        get;
        init => (field, Encoded) = (value, default);
    }

    /// <summary>
    /// Content and meta as they are stored, while it is on its way from the sender to a store; empty when it was read from one.
    /// </summary>
    public EncodedContent Encoded { get; private init; }

    /// <summary>When it happened, as the sender says; the instant of receipt where the sender says nothing.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>When it was accepted, in whole milliseconds.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>
    /// A digest of what the sender sent: two observations of one id are a retry when this is equal and a conflict when it is not.
    /// </summary>
    public required string Fingerprint { get; init; }

    /// <summary>The observation this one takes the place of, if any.</summary>
    public ObservationId? Corrects { get; init; }

    /// <summary>
    /// The W3C traceparent of the request that sent it, so that the fold which counts it can name that request; null where nobody traced
    /// it. No part of what was said: neither fingerprint nor export has it.
    /// </summary>
    public string? TraceParent { get; init; }

    /// <summary>It was retracted, and what it said is gone: what is left says that its id is taken and which place it had.</summary>
    public bool IsForgotten { get; init; }

    /// <summary>The draft under its id, received at an instant.</summary>
    internal static Observation Of(ObservationDraft draft, ObservationId id, DateTimeOffset receivedAt)
    {
        var (encoded, fingerprint) = EncodedContent.Of(draft);
        return new Observation
        {
            Id = id,
            Type = draft.Type,
            Content = draft.Content,
            Meta = draft.Meta,
            ObservedAt = draft.ObservedAt ?? receivedAt,
            ReceivedAt = receivedAt,
            Fingerprint = fingerprint,
            Corrects = draft.Corrects,
            // Behind the content and the meta, which each take the encoding of others away.
            Encoded = encoded,
        };
    }

    /// <summary>The observation without content, meta, fingerprint and trace, as it is kept after a retraction.</summary>
    public Observation Forget() => this with { Content = DataValue.Map.Empty, Meta = null, Fingerprint = "", TraceParent = null, IsForgotten = true };
}
