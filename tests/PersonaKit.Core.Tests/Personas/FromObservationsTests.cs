using System.Text;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Personas.Projection;
using PersonaKit.Language.Mappers;
using static PersonaKit.Core.Tests.Mindscapes.Observed;

namespace PersonaKit.Core.Tests.Personas;

/// <summary>The whole way, from what was observed to what is said and for how long: shipped catalog, shipped mapper.</summary>
public class FromObservationsTests
{
    private static readonly MapperProgram Daily = Parse("daily_work_optimizer.yaml");

    private static readonly Mindscape Person = Fold(
        Assertion("profile.time_zone", "\"America/New_York\"", "2026-01-19T12:00:00Z"),
        Wizard("""{"most_productive":"morning","focus_duration":"1hr","flow_disruptor":"meetings"}""", "2026-01-19T13:00:00Z"),
        Session("2026-01-19T14:00:00Z", 90, 5, 1),
        Session("2026-01-19T19:30:00Z", 45, 2, 4),
        Energy("high", "2026-01-20T13:00:00Z"));

    [Theory]
    [InlineData("2026-01-20T16:50:00Z", "2026-01-20T17:00:00Z", "morning_high_energy_deep_work")] // 11:50 local
    [InlineData("2026-01-20T17:30:00Z", "2026-01-20T19:00:00Z", "")] // 12:30 local, the next flip is 14:00
    [InlineData("2026-01-20T19:00:00Z", "2026-01-20T21:00:00Z", "afternoon_slump_management")] // 14:00 local
    [InlineData("2026-01-20T22:30:00Z", "2026-01-20T23:00:00Z", "daily_review_planning")] // 17:30 local
    public void A_persona_says_what_holds_now_and_ends_at_the_next_flip(string at, string expires, string rules)
    {
        var persona = Project(Daily, At(at));

        Assert.Equal(rules, string.Join(',', persona.Overlay.Suggestions.Select(suggestion => suggestion.RuleId)));
        Assert.Equal(At(expires), persona.ExpiresAt);
    }

    [Fact]
    public void A_persona_that_rests_on_an_energy_check_ends_when_that_check_fades()
    {
        var mapper = Parse("""
            metadata: { id: rest }
            required_traits: [ current_state.energy_level ]
            rules:
              - id: keep_going
                conditions: { trait_check: { path: current_state.energy_level, operator: equals, value: high } }
                actions: [ { generate_suggestion: { type: t, template: go } } ]
            templates: { go: { title: Go, description: on } }
            """, isText: true);
        var fades = Person.Traits.Find("current_state.energy_level")!.Confidence.FadesAt!.Value;

        var before = Project(mapper, At("2026-01-20T14:00:00Z"));
        var last = Project(mapper, fades.AddMilliseconds(-1));
        var after = Project(mapper, fades);

        Assert.Equal(fades, before.ExpiresAt);
        Assert.Equal(fades, last.ExpiresAt);
        Assert.Single(last.Overlay.Suggestions);
        Assert.Empty(after.Overlay.Suggestions);
        Assert.Equal(fades.AddHours(24), after.ExpiresAt);

        // One check at confidence 1 is −ln 0.01 nats; it passes the floor of 0.2 after log2(4.605 / 0.223) half-lives of three hours, and the
        // sessions of the day before, six half-lives older, add a little to it.
        Assert.InRange(fades - At("2026-01-20T13:00:00Z"), TimeSpan.FromHours(12.9), TimeSpan.FromHours(13.2));
    }

    [Fact]
    public void The_same_observations_give_the_same_bytes_in_any_order()
    {
        var sessions = Enumerable.Range(0, 40).Select(i => Session($"2026-01-{1 + (i % 19):00}T1{i % 10}:00:00Z", 20 + i, 1 + (i % 5), i % 5)).ToArray();
        var energy = Energy("low", "2026-01-20T13:00:00Z");
        var at = At("2026-01-20T14:00:00Z");

        Assert.Equal(
            Encoding.UTF8.GetString(PersonaJson.Write(Project(Daily, at, Fold([.. sessions, energy])))),
            Encoding.UTF8.GetString(PersonaJson.Write(Project(Daily, at, Fold([energy, .. sessions.Reverse()])))));
    }

    private static Persona Project(MapperProgram mapper, DateTimeOffset at, Mindscape? mindscape = null) =>
        Assert.IsType<ProjectionOutcome.Built>(PersonaProjection.Project(mindscape ?? Person, mapper, 1, PersonaContext.Empty, at)).Persona;

    private static MapperProgram Parse(string nameOrText, bool isText = false)
    {
        var parsed = MapperParser.Parse(isText ? nameOrText : Shipped.Text($"mappers/{nameOrText}"));
        Assert.Empty(parsed.Faults);
        return parsed.Program!;
    }
}
