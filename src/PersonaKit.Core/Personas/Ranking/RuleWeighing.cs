using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Personas.Programs;

namespace PersonaKit.Core.Personas.Ranking;

/// <summary>
/// From votes to weights: pure, and of nothing but the rule, its mapper's settings and the votes. No clock: what a vote did it did when it was given, so a
/// persona never expires because of one.
/// </summary>
public static class RuleWeighing
{
    /// <summary>A weight is lowered at most once in this time, so that many votes of one morning count once.</summary>
    public static readonly TimeSpan Cooldown = TimeSpan.FromHours(24);

    private const int Decimals = 6;

    /// <summary>The weight of a rule for a person, with what each vote did to it.</summary>
    /// <param name="votes">On this rule, oldest first, as a mindscape keeps them.</param>
    public static RuleWeight Of(MapperRule rule, FeedbackSettings settings, ImmutableArray<RuleVote> votes)
    {
        var steps = ImmutableArray.CreateBuilder<WeightStep>(votes.Length);
        return new(Walk(rule, settings, votes, steps), steps.MoveToImmutable());
    }

    /// <summary>The weight alone; allocates nothing.</summary>
    public static double WeightOf(MapperRule rule, FeedbackSettings settings, ImmutableArray<RuleVote> votes) =>
        rule.IsLocked || votes.IsEmpty ? rule.Weight : Walk(rule, settings, votes, null);

    /// <summary>Decimal avoids accumulated binary rounding; rounded on output.</summary>
    private static double Walk(MapperRule rule, FeedbackSettings settings, ImmutableArray<RuleVote> votes, ImmutableArray<WeightStep>.Builder? steps)
    {
        var weight = (decimal)rule.Weight;
        var shown = rule.Weight;
        var window = TimeSpan.FromDays(settings.NegativeWindowDays);
        var (oldest, unhelpful) = (0, 0);
        DateTimeOffset? lowered = null;
        for (var i = 0; i < votes.Length; i++)
        {
            // The window ends with this vote, both ends included.
            for (; votes[i].At - votes[oldest].At > window; oldest++)
            {
                unhelpful -= votes[oldest].Verdict == Verdict.Unhelpful ? 1 : 0;
            }

            unhelpful += votes[i].Verdict == Verdict.Unhelpful ? 1 : 0;
            var effect = rule.IsLocked ? WeightEffect.Locked : Apply(settings, votes[i], unhelpful, lowered, ref weight);
            if (effect is WeightEffect.Raised or WeightEffect.Lowered)
            {
                shown = (double)Math.Round(weight, Decimals, MidpointRounding.AwayFromZero);
                lowered = effect == WeightEffect.Lowered ? votes[i].At : lowered;
            }

            steps?.Add(new(votes[i], effect, shown));
        }

        return shown;
    }

    /// <param name="unhelpful">How many votes of the window say so, this one included.</param>
    /// <param name="lowered">When the weight was lowered last; null for never.</param>
    private static WeightEffect Apply(FeedbackSettings settings, in RuleVote vote, int unhelpful, DateTimeOffset? lowered, ref decimal weight) =>
        vote.Verdict switch
        {
            Verdict.Neutral => WeightEffect.Neutral,
            Verdict.Helpful when settings.PositiveAdjustment == 0 => WeightEffect.NoAdjustment,
            Verdict.Helpful => Raise(settings, ref weight),
            _ when settings.NegativeAdjustment == 0 => WeightEffect.NoAdjustment,
            _ when unhelpful < settings.NegativeThreshold => WeightEffect.BelowThreshold,
            _ when vote.At - lowered < Cooldown => WeightEffect.Cooldown,
            _ => Lower(settings, ref weight),
        };

    /// <summary>A bound stops a weight on its way and never turns it round: a rule that starts above the maximum stays there.</summary>
    private static WeightEffect Raise(FeedbackSettings settings, ref decimal weight)
    {
        var next = Math.Min(weight * (1 + (decimal)settings.PositiveAdjustment), (decimal)settings.MaxWeight);
        if (next <= weight)
        {
            return WeightEffect.AtBound;
        }

        weight = next;
        return WeightEffect.Raised;
    }

    private static WeightEffect Lower(FeedbackSettings settings, ref decimal weight)
    {
        var next = Math.Max(weight * (1 + (decimal)settings.NegativeAdjustment), (decimal)settings.MinWeight);
        if (next >= weight)
        {
            return WeightEffect.AtBound;
        }

        weight = next;
        return WeightEffect.Lowered;
    }
}
