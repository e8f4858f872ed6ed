using System.Text;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Personas.Projection;

namespace PersonaKit.Core.Tests.Personas;

public class PersonaProjectionTests
{
    private static readonly DateTimeOffset At = Given.Instant("2026-01-20T16:50:00Z");

    [Fact]
    public void The_json_of_a_persona_has_one_shape()
    {
        var mapper = Given.Shipped("daily_work_optimizer");
        var person = Given.Worker("America/New_York", energy: "low");
        var json = Write(Given.Built(person, mapper, At, Given.Context("""{"upcoming_meeting":"2026-01-20T17:00:00Z"}""")));
        Assert.Equal(
            """
            {"id":"ID","person_id":"person-1","mapper_id":"daily_work_optimizer","mapper_revision":3,
            "core":{"work.energy_patterns":{"value":{"morning":"high","afternoon":"low"},"confidence":0.58},
            "work.focus_duration":{"value":81,"confidence":0.58},"work.peak_hours":{"value":["09:00-11:00"],"confidence":0.58},
            "work.task_switching_cost":{"value":"high","confidence":0.58}},
            "overlay":{"current_state":{"energy_level":{"value":"low","confidence":0.58,"last_observed_at":"2026-01-01T00:00:00Z"}},
            "suggestions":[
            {"type":"task_recommendation","title":"Your best hours are now","description":"Keep the next 120 minutes free for your most challenging complex_creative work.","priority":"high","parameters":{"duration":120,"task_type":"complex_creative"},"rule_id":"morning_high_energy_deep_work","weight":1},
            {"type":"break_reminder","title":"Your energy is low","description":"Step away for 15 minutes to walk or rest before you go on.","priority":"high","parameters":{"duration":15,"activity":"walk or rest"},"rule_id":"low_energy_break","weight":1},
            {"type":"meeting_recovery","title":"A meeting is coming up","description":"Wrap up 15 minutes before it, and leave 10 minutes afterwards to find back into your work.","priority":"medium","parameters":{"prep_time":15,"recovery_time":10},"rule_id":"meeting_prep_high_switch_cost","weight":1}],
            "active_patterns":{"time_of_day":"morning"},"context":{"upcoming_meeting":"2026-01-20T17:00:00Z"}},
            "generated_at":"2026-01-20T16:50:00Z","expires_at":"2026-01-20T17:00:00Z","mindscape_version":12}
            """.ReplaceLineEndings("").Replace("ID", Given.Built(person, mapper, At, Given.Context("""{"upcoming_meeting":"2026-01-20T17:00:00Z"}""")).Id, StringComparison.Ordinal),
            json);
    }

    [Fact]
    public void All_missing_traits_are_named_in_the_mappers_order_and_faded_ones_are_not_missing()
    {
        var person = Given.Person("UTC", Given.Trait("work.peak_hours", "null"), Given.Trait("current_state.energy_level", "\"low\"", Given.Faded), Given.Trait("work.focus_duration", "1"));
        var mapper = Given.Mapper("metadata: {id: m}\nrequired_traits: [work.x, current_state.energy_level, work.focus_duration.p90, work.peak_hours, a, work.x]");
        var missing = Assert.IsType<ProjectionOutcome.MissingTraits>(PersonaProjection.Project(person, mapper, 1, PersonaContext.Empty, At));
        Assert.Equal(["work.x", "work.focus_duration.p90", "a"], missing.Paths.AsEnumerable());
    }

    [Fact]
    public void A_faded_trait_is_shown_as_such_and_seen_by_no_rule()
    {
        var curve = Given.FadingAfter(At, TimeSpan.FromMinutes(30));
        var person = Given.Person("UTC", Given.Trait("a", "1", curve), Given.Trait("current_state.b", "2", curve));
        var mapper = Given.Rule("{any: [{trait_check: {path: a, operator: exists}}, {trait_check: {path: current_state.b, operator: equals, value: 2}}]}", "required_traits: [a, current_state.b]");

        var before = Given.Built(person, mapper, At);
        Assert.Single(before.Overlay.Suggestions);
        Assert.DoesNotContain("faded", Write(before), StringComparison.Ordinal);
        Assert.Equal(curve.FadesAt, before.ExpiresAt);

        var after = Given.Built(person, mapper, before.ExpiresAt);
        Assert.Empty(after.Overlay.Suggestions);
        Assert.Contains("""{"a":{"value":1,"confidence":0.2,"faded":true}}""", Write(after), StringComparison.Ordinal);
        Assert.Contains("""{"b":{"value":2,"confidence":0.2,"faded":true,"last_observed_at":"2026-01-01T00:00:00Z"}}""", Write(after), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "slow,slow.p90")]
    [InlineData("core: []", "")]
    [InlineData("core: [slow.p90, gone, current_state.mood, other]", "slow.p90,current_state.mood,other")]
    public void The_core_is_what_is_required_and_lasts_or_what_the_mapper_lists(string core, string expected)
    {
        var person = Given.Person("UTC", Given.Trait("slow", "1", detail: """{"p90":2}"""), Given.Trait("current_state.mood", """{"word":"calm"}"""), Given.Trait("other", "3"));
        var mapper = Given.Mapper("metadata: {id: m}\nrequired_traits: [slow, current_state.mood, current_state.mood.word, slow.p90]\n" + core);
        Assert.Equal(expected, string.Join(',', Given.Built(person, mapper, At).Core.Select(trait => trait.Name)));
    }

    [Fact]
    public void The_current_state_is_every_volatile_trait_the_mapper_names_each_path_once()
    {
        var person = Given.Person(
            "UTC",
            Given.Trait("current_state.required", "1"),
            Given.Trait("current_state.core", "2"),
            Given.Trait("current_state.checked", """{"part":3}"""),
            Given.Trait("current_state.unnamed", "4"),
            Given.Trait("mood", "5", isVolatile: true),
            Given.Trait("current_state.mood", "6"),
            Given.Trait("current_state.lasting", "7", isVolatile: false));
        var mapper = Given.Rule(
            "{not: {any: [{trait_check: {path: current_state.checked.part, operator: exists}}, {trait_check: {path: mood, operator: exists}}, {trait_check: {path: current_state.mood, operator: exists}}, {trait_check: {path: current_state.gone, operator: exists}}]}}",
            "required_traits: [current_state.required, current_state.lasting]\ncore: [current_state.core, current_state.required]");
        var state = Given.Built(person, mapper, At).Overlay.CurrentState;
        Assert.Equal(["required", "core", "checked.part", "mood", "current_state.mood"], state.Select(trait => trait.Name));
        Assert.Equal("3", state[2].Value.ToDisplayText());
    }

    [Fact]
    public void The_id_follows_from_every_input()
    {
        var mapper = Given.Rule("{all: []}");
        var person = Given.Person("UTC");
        var context = Given.Context("""{"a":1}""");
        string[] ids =
        [
            Id(person, mapper, 1, context, At),
            Id(person with { PersonId = Core.Observations.PersonId.Parse("person-2") }, mapper, 1, context, At),
            Id(person with { Version = new MindscapeVersion(13) }, mapper, 1, context, At),
            Id(person with { LastSequence = 42 }, mapper, 1, context, At),
            Id(person with { CatalogHash = "other" }, mapper, 1, context, At),
            Id(person, mapper with { Id = MapperId.Parse("n") }, 1, context, At),
            Id(person, mapper, 2, context, At),
            Id(person, mapper, 1, PersonaContext.Empty, At),
            Id(person, mapper, 1, context, At.AddMilliseconds(1)),
        ];
        Assert.Distinct(ids);
        Assert.All(ids, id => Assert.Matches("^p_[a-z2-7]{26}$", id));
        Assert.Equal(ids[0], Id(person, mapper, 1, Given.Context("""{"a":1.0}"""), At.ToOffset(TimeSpan.FromHours(5)).AddTicks(9)));
    }

    [Fact]
    public void Building_a_persona_allocates_less_than_ten_kilobytes()
    {
        var mapper = Given.Shipped("daily_work_optimizer");
        var worker = Given.Worker("America/New_York", energy: "low");
        var person = worker with { Traits = TraitSet.Of(worker.Traits.All.Concat(Enumerable.Range(0, 15).Select(i => Given.Trait($"other.t{i}", "1")))) };
        var context = Given.Context("""{"upcoming_meeting":"2026-01-20T17:00:00Z"}""");
        for (var i = 0; i < 10; i++)
        {
            Given.Built(person, mapper, At, context);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Given.Built(person, mapper, At, context);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 10_240);
    }

    private static string Id(Mindscape mindscape, MapperProgram mapper, int revision, PersonaContext context, DateTimeOffset at) =>
        ((ProjectionOutcome.Built)PersonaProjection.Project(mindscape, mapper, revision, context, at)).Persona.Id;

    private static string Write(Persona persona) => Encoding.UTF8.GetString(PersonaJson.Write(persona));
}
