using System.Text.Json;
using CsCheck;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Projection;

namespace PersonaKit.Core.Tests.Personas.Explaining;

/// <summary>P8 over random mappers, people, contexts and moments: the explanation alone is enough to recompute the persona.</summary>
public class PersonaExplanationProperties
{
    [Fact]
    public void A_persona_can_be_recomputed_from_its_explanation_alone() => PersonaProjectionProperties.Cases.Sample(
        example =>
        {
            var (outcome, json) = Explained.Of(example.Mindscape, example.Mapper, example.At, example.Context);
            var recomputed = new Recomputation(json);
            var suggestions = recomputed.Suggestions();
            if (outcome is not ProjectionOutcome.Built { Persona: var built })
            {
                Assert.False(json.TryGetProperty("expiry", out _));
                return;
            }

            using var persona = JsonDocument.Parse(PersonaJson.Write(built));
            var overlay = persona.RootElement.GetProperty("overlay");
            Assert.Equal(overlay.GetProperty("suggestions").EnumerateArray().Select(Recomputation.Summary), suggestions);
            Assert.Equal(built.ExpiresAt, recomputed.ExpiresAt());
            AssertTraits(persona.RootElement.GetProperty("core"), "core", json, recomputed);
            AssertTraits(overlay.GetProperty("current_state"), "current_state", json, recomputed);
        },
        iter: 3000);

    [Fact]
    public void Explaining_a_persona_does_not_change_it() => PersonaProjectionProperties.Cases.Sample(
        example =>
        {
            var plain = PersonaProjection.Project(example.Mindscape, example.Mapper, 3, example.Context, example.At);
            var explained = PersonaProjection.Explain(example.Mindscape, example.Mapper, 3, example.Context, example.At);
            Assert.Equal(BytesOf(plain), BytesOf(explained.Outcome));
        },
        iter: 1000);

    [Fact]
    public void Equal_inputs_give_equal_explanations() => PersonaProjectionProperties.Cases.Sample(
        example =>
        {
            var first = PersonaProjection.Explain(example.Mindscape, example.Mapper, 3, example.Context, example.At).Explanation;
            var again = PersonaProjection.Explain(example.Mindscape, Given.Mapper(example.Source), 3, example.Context, example.At).Explanation;
            Assert.Equal(Explained.Write(first), Explained.Write(again));
        },
        iter: 1000);

    [Fact]
    public void What_fired_and_was_kept_is_what_the_persona_suggests() => PersonaProjectionProperties.Cases.Sample(
        example =>
        {
            var (outcome, json) = Explained.Of(example.Mindscape, example.Mapper, example.At, example.Context);
            var ranking = json.GetProperty("ranking").EnumerateArray().ToList();
            Assert.Equal(Enumerable.Range(1, ranking.Count), ranking.Select(entry => entry.GetProperty("place").GetInt32()));
            Assert.Equal(
                json.GetProperty("rules").EnumerateArray().Where(rule => rule.GetProperty("fired").GetBoolean()).Select(rule => rule.Text("rule_id")).Order(StringComparer.Ordinal),
                ranking.Select(entry => entry.Text("rule_id")).Distinct().Order(StringComparer.Ordinal));
            if (outcome is ProjectionOutcome.Built { Persona: var persona })
            {
                Assert.Equal(persona.Overlay.Suggestions.Select(suggestion => suggestion.RuleId), ranking.Where(entry => entry.GetProperty("kept").GetBoolean()).Select(entry => entry.Text("rule_id")));
            }
        },
        iter: 1000);

    private static void AssertTraits(JsonElement shown, string section, JsonElement explanation, Recomputation recomputed)
    {
        Assert.Equal(shown.EnumerateObject().Select(trait => trait.Name), explanation.GetProperty(section).EnumerateObject().Select(trait => trait.Name));
        foreach (var trait in shown.EnumerateObject())
        {
            Assert.Equal(trait.Value.GetProperty("confidence").GetDouble(), recomputed.ConfidenceOf(section, trait.Name));
            Assert.Equal(trait.Value.TryGetProperty("faded", out _), recomputed.IsFaded(section, trait.Name));
        }
    }

    private static string BytesOf(ProjectionOutcome outcome) => outcome switch
    {
        ProjectionOutcome.Built built => Convert.ToBase64String(PersonaJson.Write(built.Persona)),
        ProjectionOutcome.MissingTraits missing => string.Join(',', missing.Paths),
        _ => "",
    };
}
