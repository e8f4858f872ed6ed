using PersonaKit.Core.Observations;

namespace PersonaKit.Core.Mindscapes;

/// <summary>A part of a person's history: what had happened by one instant, what had been heard of by another, or both. At least one is given.</summary>
/// <param name="AsOf">Observed up to and including this instant; null for any time.</param>
/// <param name="KnownAt">Received up to and including this instant; null for any time.</param>
public sealed record HistoryCut(DateTimeOffset? AsOf, DateTimeOffset? KnownAt)
{
    /// <summary>The instant from which one looks back, where nothing else is said.</summary>
    public DateTimeOffset Moment =>
        AsOf ?? KnownAt ?? throw new InvalidOperationException("a cut names an instant");

    public bool Includes(Observation observation) =>
        !(observation.ObservedAt > AsOf) && !(observation.ReceivedAt > KnownAt);
}
