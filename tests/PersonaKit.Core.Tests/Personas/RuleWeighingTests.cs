using System.Collections.Immutable;
using CsCheck;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Personas.Ranking;

namespace PersonaKit.Core.Tests.Personas;

/// <summary>What votes make of a weight, by the digits of the language's own page.</summary>
public class RuleWeighingTests
{
    private static readonly DateTimeOffset Start = Given.Instant("2026-01-05T09:00:00Z");

    [Fact]
    public void Eight_helpful_votes_are_these_eight_weights() =>
        Assert.Equal([1.1, 1.21, 1.331, 1.4641, 1.61051, 1.771561, 1.948717, 2.0], Weights(Weigh("++++++++", hours: 1)));

    [Fact]
    public void The_fifth_unhelpful_vote_lowers_the_weight_and_the_four_before_it_say_why_they_did_not()
    {
        var weight = Weigh("-----", hours: 5);
        Assert.Equal([1, 1, 1, 1, 0.8], Weights(weight));
        Assert.Equal([WeightEffect.BelowThreshold, WeightEffect.BelowThreshold, WeightEffect.BelowThreshold, WeightEffect.BelowThreshold, WeightEffect.Lowered], Effects(weight));
        Assert.Equal((0.8, "v4", Start.AddHours(20), Verdict.Unhelpful), (weight.Weight, weight.Steps[4].Vote.Id.Value, weight.Steps[4].Vote.At, weight.Steps[4].Vote.Verdict));
    }

    [Fact]
    public void The_settings_of_therapy_insights_are_their_own()
    {
        var settings = Given.Shipped("therapy_insights").Feedback;
        Assert.Equal([1.15, 1.3225, 1.5, 1.5], Weights(Weigh("++++", hours: 1, settings: settings)));
        Assert.Equal([1, 1, 0.9, 0.81, 0.729, 0.7, 0.7], Weights(Weigh("-------", hours: 24, settings: settings)));
    }

    [Fact]
    public void Neutral_votes_do_nothing()
    {
        var weight = Weigh("0+0----0-0", hours: 1, own: 0.123456789);
        Assert.Equal(0.123456789, weight.Steps[0].Weight);
        Assert.All(new[] { 0, 2, 7, 9 }, i => Assert.Equal(WeightEffect.Neutral, weight.Steps[i].Effect));
        Assert.Equal(WeightEffect.Lowered, Weigh("+----0-", hours: 1).Steps[6].Effect);
    }

    [Fact]
    public void The_window_ends_with_the_vote_and_both_ends_count()
    {
        var week = TimeSpan.FromDays(7);
        Assert.Equal(WeightEffect.Lowered, Weigh((Start, '-'), (Start.AddDays(1), '-'), (Start.AddDays(2), '-'), (Start.AddDays(3), '-'), (Start + week, '-')).Steps[4].Effect);
        var late = Weigh((Start, '-'), (Start.AddDays(1), '-'), (Start.AddDays(2), '-'), (Start.AddDays(3), '-'), (Start.AddMilliseconds(1) + week, '-'));
        Assert.Equal((WeightEffect.BelowThreshold, 1.0), (late.Steps[4].Effect, late.Weight));
    }

    [Fact]
    public void A_weight_is_lowered_once_in_24_hours_and_at_the_full_24_again()
    {
        var weight = Weigh((Start, '-'), (Start, '-'), (Start, '-'), (Start, '-'), (Start, '-'), (Start.AddHours(24).AddMilliseconds(-1), '-'), (Start.AddHours(24), '-'), (Start.AddHours(25), '-'));
        Assert.Equal([WeightEffect.Lowered, WeightEffect.Cooldown, WeightEffect.Lowered, WeightEffect.Cooldown], Effects(weight)[4..]);
        Assert.Equal(0.64, weight.Weight);
    }

    [Fact]
    public void A_helpful_vote_ends_no_cooldown_and_takes_nothing_from_the_window()
    {
        var weight = Weigh("-----+-", hours: 1);
        Assert.Equal((WeightEffect.Raised, WeightEffect.Cooldown), (weight.Steps[5].Effect, weight.Steps[6].Effect));
        Assert.Equal(0.88, weight.Weight);
    }

    [Fact]
    public void A_lowering_that_a_bound_stopped_starts_no_cooldown()
    {
        var settings = new FeedbackSettings { NegativeThreshold = 1, MinWeight = 1 };
        var weight = Weigh("-+-", hours: 1, settings: settings);
        Assert.Equal([WeightEffect.AtBound, WeightEffect.Raised, WeightEffect.Lowered], Effects(weight));
        Assert.Equal([1, 1.1, 1], Weights(weight));
    }

    [Theory]
    [InlineData(3.0, '+', 3.0, WeightEffect.AtBound)]
    [InlineData(3.0, '-', 2.4, WeightEffect.Lowered)]
    [InlineData(2.0, '+', 2.0, WeightEffect.AtBound)]
    [InlineData(0.3, '-', 0.3, WeightEffect.AtBound)]
    [InlineData(0.3, '+', 0.33, WeightEffect.Raised)]
    [InlineData(0.0, '+', 0.0, WeightEffect.AtBound)]
    [InlineData(0.0, '-', 0.0, WeightEffect.AtBound)]
    public void A_bound_stops_a_weight_and_never_turns_it_round(double own, char vote, double expected, WeightEffect effect)
    {
        var weight = Weigh($"{vote}", hours: 1, settings: new FeedbackSettings { NegativeThreshold = 1 }, own: own);
        Assert.Equal((expected, effect), (weight.Weight, weight.Steps[0].Effect));
    }

    [Fact]
    public void No_adjustment_is_no_effect()
    {
        var settings = new FeedbackSettings { NegativeThreshold = 1, PositiveAdjustment = 0, NegativeAdjustment = 0 };
        Assert.Equal([WeightEffect.NoAdjustment, WeightEffect.NoAdjustment], Effects(Weigh("+-", hours: 1, settings: settings)));
    }

    [Fact]
    public void A_locked_rule_keeps_its_weight_and_its_votes()
    {
        var weight = Weigh("+-----", hours: 1, locked: true);
        Assert.Equal(1, weight.Weight);
        Assert.All(weight.Steps, step => Assert.Equal((WeightEffect.Locked, 1.0), (step.Effect, step.Weight)));
    }

    [Fact]
    public void Whatever_is_voted_a_weight_stays_between_its_bounds_or_where_it_began_and_the_two_ways_to_ask_agree() =>
        Gen.Select(Gen.Int[-1, 1].Array[0, 60], Gen.Int[0, 60].Array[60], Gen.Double[0, 4]).Sample((votes, hours, own) =>
        {
            own = Math.Round(own, 6);
            var at = Start;
            ImmutableArray<RuleVote> cast = [.. votes.Select((vote, i) => new RuleVote(at += TimeSpan.FromHours(hours[i]), ObservationId.Parse($"v{i}"), (Verdict)vote))];
            var rule = Rule(own, locked: false);
            var weight = RuleWeighing.Of(rule, FeedbackSettings.Default, cast);
            Assert.Equal(weight.Weight, RuleWeighing.WeightOf(rule, FeedbackSettings.Default, cast));
            Assert.All(weight.Steps, step => Assert.InRange(step.Weight, Math.Min(own, 0.5), Math.Max(own, 2)));
            Assert.Equal(cast, weight.Steps.Select(step => step.Vote));
        }, iter: 300);

    [Fact]
    public void Without_votes_a_weight_costs_no_memory()
    {
        var rule = Rule(1, locked: false);
        RuleWeighing.WeightOf(rule, FeedbackSettings.Default, RuleVotes.Empty.Of("m", "r"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            RuleWeighing.WeightOf(rule, FeedbackSettings.Default, RuleVotes.Empty.Of("m", "r"));
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static double[] Weights(RuleWeight weight) => [.. weight.Steps.Select(step => step.Weight)];

    private static WeightEffect[] Effects(RuleWeight weight) => [.. weight.Steps.Select(step => step.Effect)];

    private static RuleWeight Weigh(string votes, double hours, FeedbackSettings? settings = null, double own = 1, bool locked = false) =>
        RuleWeighing.Of(Rule(own, locked), settings ?? FeedbackSettings.Default, Cast([.. votes.Select((vote, i) => (Start.AddHours(i * hours), vote))]));

    private static RuleWeight Weigh(params (DateTimeOffset At, char Vote)[] votes) => RuleWeighing.Of(Rule(1, locked: false), FeedbackSettings.Default, Cast(votes));

    private static ImmutableArray<RuleVote> Cast((DateTimeOffset At, char Vote)[] votes) =>
        [.. votes.Select((vote, i) => new RuleVote(vote.At, ObservationId.Parse($"v{i}"), vote.Vote switch { '+' => Verdict.Helpful, '-' => Verdict.Unhelpful, _ => Verdict.Neutral }))];

    private static MapperRule Rule(double weight, bool locked) => Given.Rule("{all: []}").Rules[0] with { Weight = weight, IsLocked = locked };
}
