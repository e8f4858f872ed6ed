using CsCheck;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;
using PersonaKit.Language.Catalogs;
using static PersonaKit.Core.Tests.Mindscapes.Observed;

namespace PersonaKit.Core.Tests.Mindscapes;

public class FeedbackContentTests
{
    private const string Rule = "\"mapper_id\":\"m\",\"rule_id\":\"r\"";

    [Theory]
    [InlineData(Rule + ",\"helpful\":true", Verdict.Helpful)]
    [InlineData(Rule + ",\"helpful\":false", Verdict.Unhelpful)]
    [InlineData(Rule + ",\"rating\":5", Verdict.Helpful)]
    [InlineData(Rule + ",\"rating\":4", Verdict.Helpful)]
    [InlineData(Rule + ",\"rating\":3", Verdict.Neutral)]
    [InlineData(Rule + ",\"rating\":2", Verdict.Unhelpful)]
    [InlineData(Rule + ",\"rating\":1.0", Verdict.Unhelpful)]
    [InlineData(Rule + ",\"helpful\":true,\"persona_id\":\"p_1\",\"comment\":\"thanks\"", Verdict.Helpful)]
    public void A_vote_is_helpful_or_not_or_a_rating(string fields, Verdict verdict)
    {
        Assert.Empty(Faults(fields));
        var votes = Fold(Of("feedback", $"{{{fields}}}", "2026-01-20T09:00:00Z", "f1")).Votes;
        Assert.Equal([new RuleVote(At("2026-01-20T09:00:00Z"), ObservationId.Parse("f1"), verdict)], votes.Of("m", "r").ToArray());
    }

    [Theory]
    [InlineData("", "/content/mapper_id,/content/rule_id,/content/helpful")]
    [InlineData(Rule, "/content/helpful")]
    [InlineData(Rule + ",\"helpful\":true,\"rating\":5", "/content/rating")]
    [InlineData(Rule + ",\"helpful\":\"yes\"", "/content/helpful")]
    [InlineData(Rule + ",\"helpful\":null", "/content/helpful")]
    [InlineData(Rule + ",\"rating\":0", "/content/rating")]
    [InlineData(Rule + ",\"rating\":6", "/content/rating")]
    [InlineData(Rule + ",\"rating\":4.5", "/content/rating")]
    [InlineData(Rule + ",\"rating\":\"4\"", "/content/rating")]
    [InlineData(Rule + ",\"helpful\":true,\"comment\":7", "/content/comment")]
    [InlineData(Rule + ",\"helpful\":true,\"persona_id\":[]", "/content/persona_id")]
    [InlineData(Rule + ",\"helpful\":true,\"trait/s\":\"x\"", "/content/trait~1s")]
    [InlineData("\"mapper_id\":\"M\",\"rule_id\":\"r\",\"helpful\":true", "/content/mapper_id")]
    [InlineData("\"mapper_id\":5,\"rule_id\":\" \",\"helpful\":true", "/content/mapper_id,/content/rule_id")]
    [InlineData("\"mapper_id\":\"m\",\"rule_id\":\"two\\nlines\",\"helpful\":true", "/content/rule_id")]
    public void Every_fault_is_named_where_it_is(string fields, string pointers)
    {
        Assert.Equal(pointers.Split(','), Faults(fields).Select(fault => fault.Pointer));
        Assert.True(Fold(Of("feedback", $"{{{fields}}}", "2026-01-20T09:00:00Z")).Votes.IsEmpty || pointers is "/content/comment" or "/content/persona_id" or "/content/trait~1s");
    }

    [Fact]
    public void A_comment_has_an_end() =>
        Assert.Equal("/content/comment", Assert.Single(Faults($"{Rule},\"helpful\":true,\"comment\":\"{new string('x', 2001)}\"")).Pointer);

    /// <summary>Mindscapes know of no mapper, so the rule for their ids is written twice; this is what keeps the two alike.</summary>
    [Fact]
    public void A_mapper_id_is_what_mappers_take_for_one() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["abz019_A-. "], 0, 70]).Sample(id =>
        {
            var faults = new List<Fault>();
            var content = new DataValue.Map([new("mapper_id", DataValue.Of(id)), new("rule_id", DataValue.Of("r")), new("helpful", DataValue.Of(true))]);
            Shipped.Catalog.Validate(new ObservationDraft { Pointer = "", Type = "feedback", Content = content }, At("2026-01-20T09:00:00Z"), faults);
            return MapperId.TryParse(id, out _) == (faults.Count == 0);
        });

    [Fact]
    public void A_catalog_may_not_map_feedback()
    {
        var parsed = TraitCatalogParser.Parse("""
            traits:
              mood: { kind: fact, half_life: 1d }
            observations:
              feedback:
                fields: { comment: text }
                feeds: [ { trait: mood, from: comment, confidence: 1 } ]
            """);

        Assert.Null(parsed.Catalog);
        Assert.Contains(parsed.Faults, fault => fault is { Line: 4, Column: 3 } && fault.Message.Contains("built in", StringComparison.Ordinal));
    }

    [Fact]
    public void A_post_of_feedback_has_its_fields_beside_id_and_instant()
    {
        var faults = new List<Fault>();
        var drafts = FeedbackDraftReader.Read(
            DataValueJson.Parse($$"""[{{{Rule}},"helpful":true},{"id":"f2","observed_at":"2026-01-20T09:00:00+01:00",{{Rule}},"rating":3}]"""), At("2026-01-20T10:00:00Z"), faults);

        Assert.Empty(faults);
        Assert.Equal([("/0", "feedback", null, null), ("/1", "feedback", ObservationId.Parse("f2"), At("2026-01-20T08:00:00Z"))],
            drafts.Select(draft => (draft.Pointer, draft.Type, draft.Id, draft.ObservedAt)));
        Assert.Equal(DataValueJson.Parse($$"""{{{Rule}},"rating":3}"""), drafts[1].Content);
    }

    [Theory]
    [InlineData("7", "")]
    [InlineData("[]", "")]
    [InlineData("[1]", "/0")]
    [InlineData("{\"id\":\"a b\",\"observed_at\":\"2027-01-01T00:00:00Z\"," + Rule + "}", "/id,/observed_at,/helpful")]
    [InlineData("[{" + Rule + ",\"helpful\":true},{" + Rule + ",\"content\":{}}]", "/1/content,/1/helpful")]
    public void Every_fault_of_a_post_points_into_its_body(string json, string pointers)
    {
        var faults = new List<Fault>();
        FeedbackDraftReader.Read(DataValueJson.Parse(json), At("2026-01-20T10:00:00Z"), faults);
        Assert.Equal(pointers.Split(','), faults.Select(fault => fault.Pointer));
    }

    private static List<Fault> Faults(string fields)
    {
        var faults = new List<Fault>();
        var draft = new ObservationDraft { Pointer = "", Type = "feedback", Content = (DataValue.Map)DataValueJson.Parse($"{{{fields}}}") };
        Shipped.Catalog.Validate(draft, At("2026-01-20T09:00:00Z"), faults);
        return faults;
    }
}
