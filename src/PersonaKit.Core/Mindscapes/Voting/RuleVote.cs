using PersonaKit.Core.Observations;

namespace PersonaKit.Core.Mindscapes.Voting;

/// <summary>One vote of a person on a rule.</summary>
/// <param name="At">When it was given: the feedback's <c>observed_at</c>, in whole milliseconds.</param>
/// <param name="Id">The feedback's own id; it breaks ties in time.</param>
/// <param name="Verdict">What it says.</param>
public readonly record struct RuleVote(DateTimeOffset At, ObservationId Id, Verdict Verdict) : IComparable<RuleVote>
{
    /// <summary>Orders by instant, then by id.</summary>
    public int CompareTo(RuleVote other)
    {
        var byTime = At.CompareTo(other.At);
        return byTime != 0 ? byTime : Id.CompareTo(other.Id);
    }
}
