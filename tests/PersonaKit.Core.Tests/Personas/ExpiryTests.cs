using PersonaKit.Core.Mindscapes.Decay;
using PersonaKit.Core.Personas.Projection;

namespace PersonaKit.Core.Tests.Personas;

public class ExpiryTests
{
    private static readonly DateTimeOffset At = Given.Instant("2026-01-20T10:00:00Z");

    [Theory]
    [InlineData("UTC", "2026-01-20T11:50:00Z", "2026-01-20T12:00:00Z")]
    [InlineData("UTC", "2026-01-20T12:00:00Z", "2026-01-20T14:00:00Z")]
    [InlineData("UTC", "2026-01-20T12:30:00Z", "2026-01-20T14:00:00Z")]
    [InlineData("UTC", "2026-01-20T14:00:00Z", "2026-01-20T16:00:00Z")]
    [InlineData("UTC", "2026-01-20T16:00:00Z", "2026-01-20T17:00:00Z")]
    [InlineData("UTC", "2026-01-20T17:00:00Z", "2026-01-20T18:00:00Z")]
    [InlineData("UTC", "2026-01-20T18:00:00Z", "2026-01-20T21:00:00Z")]
    [InlineData("UTC", "2026-01-20T21:00:00Z", "2026-01-21T05:00:00Z")]
    [InlineData("America/New_York", "2026-01-20T16:50:00Z", "2026-01-20T17:00:00Z")]
    [InlineData("America/New_York", "2026-01-20T17:30:00Z", "2026-01-20T19:00:00Z")]
    [InlineData("Asia/Kathmandu", "2026-01-20T06:05:00Z", "2026-01-20T06:15:00Z")]
    [InlineData("Asia/Kathmandu", "2026-01-20T06:45:00Z", "2026-01-20T08:15:00Z")]
    public void A_persona_of_the_daily_work_optimizer_ends_where_its_next_rule_could_begin(string zone, string at, string expected) =>
        Assert.Equal(Given.Instant(expected), Given.Built(Given.Worker(zone), Given.Shipped("daily_work_optimizer"), Given.Instant(at)).ExpiresAt);

    [Theory]
    [InlineData("", 24 * 60)]
    [InlineData("ttl: 12h", 12 * 60)]
    [InlineData("ttl: 1m", 1)]
    [InlineData("ttl: 7d", 168 * 60)]
    public void A_mapper_without_conditions_on_time_lives_as_long_as_it_says(string more, int minutes) =>
        Assert.Equal(At.AddMinutes(minutes), Given.Built(Given.Person("UTC"), Given.Rule("{all: []}", more), At).ExpiresAt);

    [Fact]
    public void A_check_counts_also_in_a_group_that_another_one_decides()
    {
        var mapper = Given.Rule("{all: [{any: []}, {not: {time_check: {hour_range: [11, 12]}}}]}");
        Assert.Equal(At.AddHours(1), Given.Built(Given.Person("UTC"), mapper, At).ExpiresAt);
    }

    [Fact]
    public void A_fixed_zone_is_watched_on_its_own_clock()
    {
        var mapper = Given.Rule("{time_check: {hour_range: [16, 17], timezone: Asia/Kolkata}}");
        Assert.Equal(Given.Instant("2026-01-20T10:30:00Z"), Given.Built(Given.Person("UTC"), mapper, At).ExpiresAt);
    }

    [Fact]
    public void The_same_hours_in_two_zones_are_two_windows()
    {
        var mapper = Given.Rule("{any: [{time_check: {hour_range: [16, 17]}}, {time_check: {hour_range: [16, 17], timezone: Asia/Kolkata}}]}");
        Assert.Equal(Given.Instant("2026-01-20T10:30:00Z"), Given.Built(Given.Person("UTC"), mapper, At).ExpiresAt);
    }

    [Fact]
    public void A_window_that_is_always_or_never_open_ends_nothing()
    {
        var mapper = Given.Rule("{any: [{time_check: {hour_range: [0, 24]}}, {time_check: {hour_range: [9, 9]}}]}", "ttl: 7d");
        Assert.Equal(At.AddDays(7), Given.Built(Given.Person("Australia/Lord_Howe"), mapper, At).ExpiresAt);
    }

    [Theory]
    [InlineData("""{"f":"2026-01-20T12:00:00Z"}""", "2026-01-20T11:30:00Z")]
    [InlineData("""{"f":"2026-01-20T12:00:00.5004Z"}""", "2026-01-20T11:30:00.5Z")]
    [InlineData("""{"f":"2026-01-20T10:20:00Z"}""", "2026-01-20T10:20:00Z")]
    [InlineData("""{"f":"2026-01-20T10:00:00Z"}""", "2026-01-20T10:00:00.001Z")]
    [InlineData("""{"f":"2026-01-20T09:00:00Z"}""", "2026-01-21T10:00:00Z")]
    [InlineData("""{"f":15}""", "2026-01-20T10:15:00Z")]
    [InlineData("""{"f":"15"}""", "2026-01-20T10:15:00Z")]
    [InlineData("""{"f":45}""", "2026-01-20T10:15:00Z")]
    [InlineData("""{"f":0}""", "2026-01-20T10:00:00.001Z")]
    [InlineData("""{"f":-1}""", "2026-01-21T10:00:00Z")]
    [InlineData("""{"f":1e300}""", "2026-01-21T10:00:00Z")]
    [InlineData("""{"f":"soon"}""", "2026-01-21T10:00:00Z")]
    [InlineData("{}", "2026-01-21T10:00:00Z")]
    public void A_countdown_ends_a_persona_where_it_opens_and_where_it_is_over(string context, string expected)
    {
        var mapper = Given.Rule("{context_check: {field: f, operator: within_minutes, value: 30}}");
        Assert.Equal(Given.Instant(expected), Given.Built(Given.Person("UTC"), mapper, At, Given.Context(context)).ExpiresAt);
    }

    [Theory]
    [InlineData("UTC", "2026-01-20T10:00:00Z", "9999-12-31T23:59:59.999Z")]
    [InlineData("UTC", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    [InlineData("UTC", "9999-12-31T23:59:59.9999Z", "9999-12-31T23:59:59.9999Z")]
    [InlineData("Pacific/Kiritimati", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    [InlineData("Pacific/Kiritimati", "9999-12-31T23:59:59.999Z", "9998-12-31T23:59:59.999")]
    [InlineData("America/New_York", "1900-01-01T00:00:00Z", "1900-01-01T00:00:00.000")]
    public void The_ends_of_the_calendar_are_instants_like_any_other(string zone, string at, string instant)
    {
        var mapper = Given.Rule("{any: [{context_check: {field: f, operator: within_minutes, value: 30}}, {time_check: {period: morning}}]}");
        var persona = Given.Built(Given.Person(zone), mapper, Given.Instant(at), Given.Context($$"""{"f":"{{instant}}"}"""));
        Assert.True(persona.ExpiresAt >= persona.GeneratedAt);
        PersonaProjection.Explain(Given.Person(zone), mapper, 1, Given.Context($$"""{"f":"{{instant}}"}"""), Given.Instant(at));
    }

    [Fact]
    public void A_countdown_of_a_fraction_of_a_millisecond_opens_on_a_whole_one()
    {
        var mapper = Given.Rule("{context_check: {field: f, operator: within_minutes, value: 0.00001}}");
        var noon = Given.Instant("2026-01-20T12:00:00Z");
        Assert.Equal(noon, Given.Built(Given.Person("UTC"), mapper, At, Given.Context("""{"f":"2026-01-20T12:00:00Z"}""")).ExpiresAt);
    }

    [Theory]
    [InlineData("rule")]
    [InlineData("parameter")]
    [InlineData("core")]
    [InlineData("state")]
    public void A_trait_that_fades_ends_what_was_built_from_it(string use)
    {
        var curve = Given.FadingAfter(At, TimeSpan.FromHours(2));
        var person = Given.Person("UTC", Given.Trait("a", "1", curve, isVolatile: use == "state"), Given.Trait("b", "1"));
        var mapper = use switch
        {
            "rule" => Given.Rule("{trait_check: {path: a.x, operator: exists}}"),
            "core" => Given.Rule("{all: []}", "core: [a]"),
            "state" => Given.Rule("{all: []}", "required_traits: [a]\ncore: [b]"),
            _ => Given.Mapper("""
                metadata: {id: m}
                rules:
                  - id: r
                    conditions: {all: []}
                    actions: [{generate_suggestion: {type: t, template: t, parameters: {p: {from_trait: a}}}}]
                templates: {t: {title: "{p}"}}
                """),
        };
        Assert.Equal(curve.FadesAt, Given.Built(person, mapper, At).ExpiresAt);
        Assert.Equal(curve.FadesAt!.Value.AddHours(24), Given.Built(person, mapper, curve.FadesAt!.Value).ExpiresAt);
    }

    [Fact]
    public void A_trait_that_is_only_required_may_fade_unnoticed()
    {
        var curve = Given.FadingAfter(At, TimeSpan.FromHours(2));
        var mapper = Given.Rule("{all: []}", "required_traits: [a]\ncore: [b]");
        Assert.Equal(At.AddHours(24), Given.Built(Given.Person("UTC", Given.Trait("a", "1", curve)), mapper, At).ExpiresAt);
    }

    [Fact]
    public void Naming_the_part_of_the_day_ends_a_persona_with_it()
    {
        // The rule's own window is 06:00 to 07:00; that it is afternoon by 12:00 shows in active_patterns all the same.
        var persona = Given.Built(Given.Person("UTC"), Given.Rule("{time_check: {period: morning, hour_range: [6, 7]}}"), At);
        Assert.Equal("morning", persona.Overlay.ActivePatterns["time_of_day"]!.ToDisplayText());
        Assert.Equal(Given.Instant("2026-01-20T12:00:00Z"), persona.ExpiresAt);

        var foreign = Given.Built(Given.Person("UTC"), Given.Rule("{time_check: {period: morning, hour_range: [6, 7], timezone: UTC}}"), At);
        Assert.Empty(foreign.Overlay.ActivePatterns.Entries);
        Assert.Equal(Given.Instant("2026-01-21T06:00:00Z"), foreign.ExpiresAt);
    }

    [Fact]
    public void Instants_are_cut_to_milliseconds()
    {
        var persona = Given.Built(Given.Person("UTC"), Given.Rule("{all: []}"), At.AddTicks(12_345));
        Assert.Equal(At.AddMilliseconds(1), persona.GeneratedAt);
        Assert.Equal(At.AddMilliseconds(1).AddHours(24), persona.ExpiresAt);
    }

    [Fact]
    public void A_coarse_confidence_curve_ends_a_persona_on_its_grid()
    {
        var curve = new ConfidenceCurve(1, 0.5, At, TimeSpan.FromHours(3), TimeSpan.FromHours(1), 0.2);
        var mapper = Given.Rule("{trait_check: {path: a, operator: exists}}");
        var persona = Given.Built(Given.Person("UTC", Given.Trait("a", "1", curve)), mapper, At);
        Assert.Equal(curve.FadesAt, persona.ExpiresAt);
        Assert.Equal(0, persona.ExpiresAt.Minute);
    }
}
