using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Programs;

namespace PersonaKit.Core.Tests.Personas;

public class FeedbackProjectionTests
{
    private static readonly DateTimeOffset Now = Given.Instant("2026-01-20T10:00:00Z");

    private static readonly MapperProgram TwoRules = Given.Mapper("""
        metadata: {id: m}
        rules:
          - {id: first, conditions: {all: []}, actions: [{generate_suggestion: {type: t, template: t}}]}
          - {id: second, conditions: {all: []}, actions: [{generate_suggestion: {type: t, template: t}}]}
          - {id: pinned, locked: true, weight: 0.9, conditions: {all: []}, actions: [{generate_suggestion: {type: t, template: t}}]}
        templates: {t: {title: Title}}
        """);

    [Fact]
    public void A_helpful_vote_shows_its_weight_and_moves_the_suggestion_up() =>
        Assert.Equal([("second", 1.1), ("first", 1), ("pinned", 0.9)], Suggested(Votes("m", ("second", Verdict.Helpful), ("pinned", Verdict.Helpful))));

    [Fact]
    public void A_vote_on_another_mappers_rule_of_the_same_name_is_not_ours() =>
        Assert.Equal([("first", 1), ("second", 1), ("pinned", 0.9)], Suggested(Votes("other", ("second", Verdict.Helpful))));

    [Fact]
    public void A_vote_on_a_rule_that_a_later_revision_dropped_is_harmless() =>
        Assert.Equal([("first", 1), ("second", 1), ("pinned", 0.9)], Suggested(Votes("m", ("dropped", Verdict.Helpful))));

    [Fact]
    public void A_rule_whose_votes_took_its_weight_to_nought_suggests_no_more()
    {
        var hard = TwoRules with { Feedback = new FeedbackSettings { NegativeThreshold = 1, NegativeAdjustment = -1, MinWeight = 0 } };
        Assert.Equal([("first", 1), ("pinned", 0.9)], Suggested(Votes("m", ("second", Verdict.Unhelpful)), hard));
    }

    [Fact]
    public void No_vote_ends_a_persona()
    {
        var without = Given.Built(Given.Worker(), TwoRules, Now);
        var with = Given.Built(Given.Worker() with { Votes = Votes("m", ("second", Verdict.Unhelpful)) }, TwoRules, Now);
        Assert.Equal(without.ExpiresAt, with.ExpiresAt);
    }

    [Fact]
    public void A_look_back_is_another_persona_and_says_how_far_it_looks()
    {
        var now = Given.Built(Given.Worker(), TwoRules, Now);
        var then = Given.Built(Given.Worker() with { Cut = new HistoryCut(Now, null) }, TwoRules, Now);
        var known = Given.Built(Given.Worker() with { Cut = new HistoryCut(null, Now) }, TwoRules, Now);
        Assert.Equal(3, new[] { now.Id, then.Id, known.Id }.Distinct().Count());
        Assert.EndsWith("\"mindscape_version\":12,\"as_of\":\"2026-01-20T10:00:00Z\"}", Json(then), StringComparison.Ordinal);
        Assert.EndsWith("\"mindscape_version\":12,\"known_at\":\"2026-01-20T10:00:00Z\"}", Json(known), StringComparison.Ordinal);
        Assert.EndsWith("\"mindscape_version\":12}", Json(now), StringComparison.Ordinal);
    }

    private static string Json(Persona persona) => System.Text.Encoding.UTF8.GetString(PersonaJson.Write(persona));

    private static RuleVotes Votes(string mapper, params (string Rule, Verdict Verdict)[] votes) => RuleVotes.Empty.With(
        votes.Select((vote, i) => (new RuleKey(mapper, vote.Rule), new RuleVote(Now.AddDays(-1), ObservationId.Parse($"v{i}"), vote.Verdict))));

    private static (string, double)[] Suggested(RuleVotes votes, MapperProgram? mapper = null) =>
        [.. Given.Built(Given.Worker() with { Votes = votes }, mapper ?? TwoRules, Now).Overlay.Suggestions.Select(suggestion => (suggestion.RuleId, suggestion.Weight))];
}
