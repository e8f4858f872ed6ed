using System.Text.Json;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Projection;
using PersonaKit.Core.Tests.Mindscapes;

namespace PersonaKit.Core.Tests.Personas.Explaining;

public class PersonaExplanationTests
{
    private static readonly DateTimeOffset Morning = Given.Instant("2026-01-20T10:00:00Z");

    [Fact]
    public void A_condition_tells_its_place_its_answer_and_what_it_saw_whatever_the_others_decided()
    {
        var mapper = Given.Mapper("""
            metadata: {id: m}
            rules:
              - id: r
                conditions:
                  all:
                    - trait_check: {path: a, operator: equals, value: low}
                    - not:
                        trait_check: {path: gone, operator: exists}
                    - trait_check: {path: weak, operator: not_equals, value: x}
                    - context_check: {field: noise, operator: gte, value: 60}
                    - time_check: {period: morning, hour_range: [8, 12], day_of_week: [tuesday, monday]}
                actions: [{generate_suggestion: {type: t, template: t}}]
            templates: {t: {title: T, description: D}}
            """);
        var person = Given.Person("America/New_York", Given.Trait("a", "\"high\""), Given.Trait("weak", "\"x\"", Given.Faded));

        var json = Explained.Json(person, mapper, Morning, Given.Context("""{"noise":70}"""));

        var all = json.Node(0);
        Assert.Equal(("all", "5", "7", "False"), (all.Text("node"), all.Text("line"), all.Text("column"), all.Text("answer")));
        var parts = all.GetProperty("parts").EnumerateArray().ToList();
        Assert.Equal(["6:11 False", "7:11 True", "9:11 True", "10:11 True", "11:11 False"], parts.Select(part => $"{part.Text("line")}:{part.Text("column")} {part.Text("answer")}"));
        Assert.Equal(("seen", "high", "low", "equals", "0.585"), (parts[0].Text("status"), parts[0].Text("saw"), parts[0].Text("value"), parts[0].Text("operator"), parts[0].Text("confidence")));
        Assert.Equal(("missing", null), (parts[1].GetProperty("parts")[0].Text("status"), parts[1].GetProperty("parts")[0].Text("trait")));
        Assert.Equal(("faded", null, "x"), (parts[2].Text("status"), parts[2].Text("saw"), parts[2].Text("hidden")));
        Assert.Equal(("70", "60"), (parts[3].Text("saw"), parts[3].Text("value")));
        Assert.Equal(
            ("2026-01-20T05:00:00", "tuesday", "America/New_York", "morning", "[8,12]", "[\"monday\",\"tuesday\"]"),
            (parts[4].Text("local_time"), parts[4].Text("local_day"), parts[4].Text("time_zone"), parts[4].Text("period"), parts[4].GetProperty("hour_range").GetRawText(), parts[4].GetProperty("day_of_week").GetRawText()));
        Assert.Equal(("False", "its condition does not hold"), (json.Rule(0).Text("fired"), json.Rule(0).Text("because")));
    }

    [Fact]
    public void A_countdown_tells_how_far_ahead_its_instant_lies()
    {
        var mapper = Given.Rule("{context_check: {field: meeting, operator: within_minutes, value: 30}}");

        var soon = Explained.Json(Given.Person("Europe/Berlin"), mapper, Morning, Given.Context("""{"meeting":"2026-01-20T11:20"}""")).Node(0);
        var later = Explained.Json(Given.Person("Europe/Berlin"), mapper, Morning, Given.Context("""{"meeting":31}""")).Node(0);

        Assert.Equal(("True", "2026-01-20T10:20:00Z", "20"), (soon.Text("answer"), soon.Text("instant"), soon.Text("minutes_ahead")));
        Assert.Equal(("False", "2026-01-20T10:31:00Z", "31"), (later.Text("answer"), later.Text("instant"), later.Text("minutes_ahead")));
    }

    [Fact]
    public void A_parameter_tells_where_its_value_came_from()
    {
        var mapper = Given.Mapper("""
            metadata: {id: m}
            rules:
              - id: r
                conditions: {all: []}
                actions:
                  - generate_suggestion:
                      type: t
                      template: t
                      parameters:
                        a: fixed
                        b: {from_trait: focus.p90, default: 60, transform: minutes_to_hours}
                        c: {from_trait: weak, default: 60}
                        d: {from_context: noise}
                        e: {from_context: quiet}
            templates: {t: {title: T, description: D}}
            """);
        var person = Given.Person("UTC", Given.Trait("focus", "81", detail: """{"p90":120}"""), Given.Trait("weak", "5", Given.Faded));

        var parameters = Explained.Json(person, mapper, Morning, Given.Context("""{"noise":70}""")).Rule(0).GetProperty("actions")[0].GetProperty("parameters").EnumerateArray().ToList();

        Assert.Equal(
            ["a literal  fixed fixed", "b trait seen 120 2.0 hours", "c default faded 60 60", "d context seen 70 70", "e nothing missing  "],
            parameters.Select(parameter => $"{parameter.Text("name")} {parameter.Text("source")} {parameter.Text("status")} {parameter.Text("input")} {parameter.Text("value")}"));
        Assert.Equal(("minutes_to_hours", "focus.p90", "focus"), (parameters[1].Text("transform"), parameters[1].Text("path"), parameters[1].Text("trait")));
    }

    [Fact]
    public void The_ranking_tells_what_puts_each_suggestion_before_the_next_and_what_is_cut()
    {
        var mapper = Given.Mapper("""
            metadata: {id: m}
            max_suggestions: 3
            rules:
              - {id: silent, weight: 0, conditions: {all: []}, actions: [{generate_suggestion: {type: t, template: low}}]}
              - {id: light, weight: 0.5, conditions: {all: []}, actions: [{generate_suggestion: {type: t, template: high}}]}
              - {id: first, conditions: {all: []}, actions: [{generate_suggestion: {type: t, template: low}}]}
              - {id: second, conditions: {all: []}, actions: [{generate_suggestion: {type: t, template: low}}]}
              - {id: urgent, conditions: {all: []}, actions: [{generate_suggestion: {type: t, template: high}}]}
            templates: {low: {title: L, description: l, priority: low}, high: {title: H, description: h, priority: high}}
            """);

        var json = Explained.Json(Given.Person("UTC"), mapper, Morning);

        Assert.Equal(
            ["urgent priority True ", "first rule_order True ", "second weight True ", "light  False max_suggestions"],
            json.GetProperty("ranking").EnumerateArray().Select(entry => $"{entry.Text("rule_id")} {entry.Text("ahead_of_next_by")} {entry.Text("kept")} {entry.Text("cut_by")}"));
        Assert.Equal(("False", "its weight is 0"), (json.Rule(0).Text("fired"), json.Rule(0).Text("because")));
    }

    [Fact]
    public void The_end_of_a_persona_is_one_of_the_instants_it_lists_and_the_others_are_told_too()
    {
        var energyFades = Morning.AddHours(1.5);
        var person = Given.Person("UTC", Given.Trait("current_state.energy", "\"low\"", Given.FadingAfter(Morning, TimeSpan.FromHours(1.5))));
        var mapper = Given.Rule("{any: [{trait_check: {path: current_state.energy, value: low}}, {time_check: {period: morning}}, {context_check: {field: f, operator: within_minutes, value: 10}}]}");

        var expiry = Explained.Json(person, mapper, Morning, Given.Context("""{"f":"2026-01-20T13:00:00Z"}""")).GetProperty("expiry");

        Assert.Equal(
            ["trait_fades current_state.energy True", "time_window  False", "time_of_day  False", "countdown f False", "time_to_live  False"],
            expiry.GetProperty("candidates").EnumerateArray().Select(candidate => $"{candidate.Text("reason")} {candidate.Text("trait")}{candidate.Text("field")} {candidate.Text("decides")}"));
        Assert.InRange(expiry.GetProperty("candidates")[0].GetProperty("at").GetDateTimeOffset(), energyFades.AddSeconds(-1), energyFades.AddSeconds(1));
        Assert.Equal(expiry.Text("expires_at"), expiry.GetProperty("candidates")[0].Text("at"));
    }

    [Fact]
    public void Missing_required_traits_are_explained_without_a_persona()
    {
        var mapper = Given.Rule("{all: []}", "required_traits: [a, b.c, weak]");

        var (outcome, json) = Explained.Of(Given.Person("UTC", Given.Trait("b", "1"), Given.Trait("weak", "1", Given.Faded)), mapper, Morning);

        Assert.IsType<ProjectionOutcome.MissingTraits>(outcome);
        Assert.Equal(["a missing ", "b.c missing b", "weak faded weak"], json.GetProperty("required_traits").EnumerateArray().Select(path => $"{path.Text("path")} {path.Text("status")} {path.Text("trait")}"));
        Assert.True(json.Rule(0).GetProperty("fired").GetBoolean());
        Assert.False(json.TryGetProperty("expiry", out _));
    }

    [Fact]
    public void A_derived_trait_names_its_source_and_its_evidence()
    {
        var session = Observed.Session("2026-01-20T09:00:00Z", 90, 5, 0);
        var mindscape = Observed.Fold(session);

        var json = Explained.Json(mindscape, Given.Shipped("daily_work_optimizer"), Morning);

        var peak = json.GetProperty("traits").GetProperty("work.peak_hours");
        Assert.Equal("work.energy_patterns.peak_hours", peak.Text("derived_from"));
        Assert.Equal([session.Id.Value], peak.GetProperty("evidence_ids").EnumerateArray().Select(id => id.GetString()!));
        Assert.Equal([session.Id.Value], json.GetProperty("core").GetProperty("work.peak_hours").GetProperty("evidence_ids").EnumerateArray().Select(id => id.GetString()!));
        Assert.Null(json.GetProperty("traits").GetProperty("work.energy_patterns").Text("derived_from"));
    }

    [Fact]
    public void The_arithmetic_of_a_confidence_is_that_of_its_formula()
    {
        var mindscape = Observed.Fold(
            Observed.Energy("low", "2026-01-20T04:00:00Z"), Observed.Energy("high", "2026-01-20T07:00:00Z"));

        var energy = Explained.Json(mindscape, Given.Rule("{trait_check: {path: current_state.energy_level, value: high}}"), Morning).GetProperty("traits").GetProperty("current_state.energy_level");

        // Each check is −ln 0.01 nats, the first a half-life older than the second; at ten o'clock both are three hours older still.
        var full = -Math.Log(0.01);
        Assert.Equal(1.5 * full, energy.GetProperty("evidence_at_last_observation").GetDouble(), 1e-6);
        Assert.Equal(0.75 * full, energy.GetProperty("evidence").GetDouble(), 1e-6);
        Assert.Equal(1 / 1.5, energy.GetProperty("agreement").GetDouble(), 1e-6);
        Assert.Equal((10800, 10800, 0), (energy.GetProperty("age_seconds").GetInt32(), energy.GetProperty("half_life_seconds").GetInt32(), energy.GetProperty("resolution_seconds").GetInt32()));
        Assert.Equal((1 - Math.Pow(0.01, 0.75)) / 1.5, energy.GetProperty("exact_confidence").GetDouble(), 1e-6);
        Assert.Equal(0.646, energy.GetProperty("confidence").GetDouble());
        Assert.EndsWith("rounded 0.646", energy.Text("arithmetic"), StringComparison.Ordinal);
        Assert.Equal(2, energy.GetProperty("evidence_count").GetInt32());
    }

    [Fact]
    public void A_mapper_that_explains_itself_without_end_is_cut_short_and_says_so()
    {
        var checks = string.Join(',', Enumerable.Repeat($"{{trait_check: {{path: a, value: {new string('x', 50_000)}}}}}", 16));
        var mapper = Given.Mapper($$$"""
            metadata: {id: m}
            rules:
              - id: r
                conditions: {any: [{{{checks}}}]}
                actions: [{generate_suggestion: {type: t, template: t}}]
            templates: {t: {title: T, description: D}}
            """);
        var explanation = PersonaProjection.Explain(Given.Person("UTC"), mapper, 1, PersonaContext.Empty, Morning).Explanation;
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);

        Assert.False(Core.Personas.Explaining.PersonaExplanationJson.TryWrite(json, explanation, 300_000));
        Assert.InRange(json.BytesCommitted + json.BytesPending, 300_000, 420_000);
    }
}
