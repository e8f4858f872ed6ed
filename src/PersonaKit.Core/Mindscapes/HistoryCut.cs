using PersonaKit.Core.Observations;

namespace PersonaKit.Core.Mindscapes;

/// <summary>A part of a person's history: what had happened by one instant, what had been heard of by another, or both. At least one is given.</summary>
/// <param name="AsOf">Observed up to and including this instant; null for any time.</param>
/// <param name="KnownAt">Received up to and including this instant; null for any time.</param>
public sealed record HistoryCut(DateTimeOffset? AsOf, DateTimeOffset? KnownAt)
{
    /// <summary>The default instant of evaluation: <see cref="AsOf"/>, or <see cref="KnownAt"/> without one.</summary>
    /// <exception cref="InvalidOperationException">Both are null.</exception>
    public DateTimeOffset Moment =>
        AsOf ?? KnownAt ?? throw new InvalidOperationException("a cut names an instant");

    /// <summary>True when the observation was observed and received in time.</summary>
    public bool Includes(Observation observation) =>
        !(observation.ObservedAt > AsOf) && !(observation.ReceivedAt > KnownAt);
}
