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

    /// <summary>
    /// True for the cut that an instant to look from brings along: what is observed later cannot be seen from there. Where nothing is, such a
    /// cut is none, and the answer does not mention it.
    /// </summary>
    public bool IsImplied { get; init; }

    /// <summary>True when the observation was observed and received in time.</summary>
    public bool Includes(Observation observation) =>
        !(observation.ObservedAt > LastOf(AsOf)) && !(observation.ReceivedAt > LastOf(KnownAt));

    /// <summary>Whether everything that the mindscape was folded from was observed by then, and no more needs to be known of it.</summary>
    public bool IncludesAllOf(Mindscape mindscape) =>
        KnownAt is null
        && mindscape.Traits.States.Any()
        && mindscape.Traits.States.All(state => !(state.Last > LastOf(AsOf)))
        && mindscape.Votes.All.All(rule => !(rule.Votes[^1].At > LastOf(AsOf)));

    /// <summary>The last instant that a given one covers: one on a whole second, as clocks show it, covers the second.</summary>
    public static DateTimeOffset? LastOf(DateTimeOffset? instant) =>
        instant is { } at && at.UtcTicks % TimeSpan.TicksPerSecond == 0 && at < LastSecond ? at.AddTicks(TimeSpan.TicksPerSecond - 1) : instant;

    private static readonly DateTimeOffset LastSecond = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);
}
