using System.Text.Json;
using PersonaKit.Cli.Previewing;
using PersonaKit.Cli.Tests.Hosting;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Projection;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;
using PersonaKit.Language.Catalogs;
using PersonaKit.Language.Mappers;

namespace PersonaKit.Cli.Tests;

public sealed class PreviewTests : IDisposable
{
    private const string Mapper = """
        metadata: {id: breaks}
        required_traits: [current_state.energy_level]
        context: {noise: number}
        rules:
          - id: low
            conditions: {trait_check: {path: current_state.energy_level, operator: equals, value: low}}
            actions: [{generate_suggestion: {type: b, template: pause}}]
          - id: afternoon
            weight: 0.5
            conditions: {time_check: {hour_range: [14, 16]}}
            actions: [{generate_suggestion: {type: b, template: walk}}]
          - id: noisy
            conditions: {context_check: {field: noise, operator: gte, value: 60}}
            actions: [{generate_suggestion: {type: b, template: headphones}}]
        templates: {pause: {title: Take a pause, priority: high}, walk: {title: Take a walk}, headphones: {title: Headphones on}}
        """;

    private const string Day = """
        {"type":"assertion","observed_at":"2026-01-19T12:00:00Z","content":{"trait":"profile.time_zone","value":"Europe/Berlin"}}
        {"type":"user_input","observed_at":"2026-01-20T08:30:00+01:00","content":{"type":"energy_check","energy_level":"high"}}

        {"type":"user_input","observed_at":"2026-01-20T15:20:30+01:00","content":{"type":"energy_check","energy_level":"low"}}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_context_value_with_half_a_surrogate_pair_is_text_and_no_crash()
    {
        var mapper = _folder.Write("m.yaml", Mapper.Replace("context: {noise: number}\n", "", StringComparison.Ordinal));
        var run = await Run.Of("mapper", "preview", "--mapper", mapper, "--observations", _folder.Write("o.jsonl", Day), "--context", "noise=\"\\ud800\"", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains(@"\""\\ud800\""", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_longer_than_the_day_shows_every_change_of_the_day()
    {
        var (mapper, observations) = (_folder.Write("m.yaml", Mapper), _folder.Write("o.jsonl", Day));
        var hours = await Run.Of("mapper", "preview", "--mapper", mapper, "--observations", observations, "--day", "9990-12-31", "--step", "1h");
        var century = await Run.Of("mapper", "preview", "--mapper", mapper, "--observations", observations, "--day", "9990-12-31", "--step", "36500d");
        Assert.Equal((0, "", hours.Output), (century.ExitCode, century.Errors, century.Output));
    }

    [Fact]
    public async Task An_explanation_at_an_instant_covers_every_rule()
    {
        var vote = """{"type":"feedback","observed_at":"2026-01-20T15:30:00+01:00","content":{"mapper_id":"breaks","rule_id":"low","helpful":true}}""";
        var run = await PreviewAsync($"{Day}\n{vote}\n", "--at", "2026-01-20T15:45:00+01:00", "--explain");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("    fires  low, weight 1.1\n          yes trait_check: path current_state.energy_level, operator equals, value low, status seen", run.Output, StringComparison.Ordinal);
        Assert.Contains("          helpful at 2026-01-20T14:30:00Z: raised, weight 1.1\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("    silent noisy, weight 1: its condition does not hold\n          no  context_check: field noise", run.Output, StringComparison.Ordinal);
        Assert.Contains("    ends at 2026-01-20T15:00:00Z: reason time_window", run.Output, StringComparison.Ordinal);

        var plain = await PreviewAsync($"{Day}\n{vote}\n", "--at", "2026-01-20T15:45:00+01:00", "--json");
        var explained = await PreviewAsync($"{Day}\n{vote}\n", "--at", "2026-01-20T15:45:00+01:00", "--json", "--explain");
        Assert.StartsWith(plain.Output.TrimEnd()[..^1] + ",\"explanation\":{", explained.Output, StringComparison.Ordinal);
        Assert.Equal(3, JsonDocument.Parse(explained.Output).RootElement.GetProperty("explanation").GetProperty("rules").GetArrayLength());
        Assert.Equal(2, (await PreviewAsync(Day, "--day", "2026-01-20", "--explain")).ExitCode);
    }

    [Fact]
    public async Task A_day_shows_its_suggestions_and_the_exact_instant_of_each_change()
    {
        var run = await PreviewAsync(Day, "--day", "2026-01-20");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith(
            """
            preview by breaks, Tue 20 Jan 2026 in Europe/Berlin, 3 observations by its end
              00:00–08:30  no persona yet: nothing is known of current_state.energy_level
              08:30–14:00  no suggestion
              14:00–15:20:30  [medium] Take a walk  (afternoon)
              15:20:30–16:00  [high] Take a pause  (low)
                           [medium] Take a walk  (afternoon)
              16:00–24:00  [high] Take a pause  (low)
              what is known at its end
                current_state.energy_level   low
            """.ReplaceLineEndings("\n"),
            run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_day_as_json_has_the_same_slices()
    {
        var json = JsonDocument.Parse((await PreviewAsync(Day, "--day", "2026-01-20", "--person", "ada", "--json")).Output).RootElement;
        Assert.Equal(("ada", "breaks", "Europe/Berlin"), (json.GetProperty("person_id").GetString(), json.GetProperty("mapper_id").GetString(), json.GetProperty("time_zone").GetString()));
        Assert.Equal(
            [
                "2026-01-19T23:00:00Z 2026-01-20T07:30:00Z missing",
                "2026-01-20T07:30:00Z 2026-01-20T13:00:00Z ",
                "2026-01-20T13:00:00Z 2026-01-20T14:20:30Z afternoon",
                "2026-01-20T14:20:30Z 2026-01-20T15:00:00Z low,afternoon",
                "2026-01-20T15:00:00Z 2026-01-20T23:00:00Z low",
            ],
            json.GetProperty("slices").EnumerateArray().Select(slice =>
                $"{slice.GetProperty("from").GetString()} {slice.GetProperty("until").GetString()} "
                + (slice.TryGetProperty("missing_traits", out _) ? "missing" : string.Join(',', slice.GetProperty("suggestions").EnumerateArray().Select(suggestion => suggestion.GetProperty("rule_id").GetString())))));
        Assert.True(json.GetProperty("traits").GetProperty("current_state.energy_level").GetProperty("confidence").GetDouble() is > 0 and < 1);
    }

    [Fact]
    public async Task An_instant_sees_only_earlier_observations_and_the_newest_one_is_the_default()
    {
        Assert.Contains("[medium] Take a walk", (await PreviewAsync(Day, "--at", "2026-01-20T14:30:00+01:00")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Take a pause", (await PreviewAsync(Day, "--at", "2026-01-20T14:30:00+01:00")).Output, StringComparison.Ordinal);
        var newest = await PreviewAsync(Day, "--context", "noise=70");
        Assert.Contains("Tue 20 Jan 2026 15:20 in Europe/Berlin", newest.Output, StringComparison.Ordinal);
        Assert.Contains("[high] Take a pause  (low)", newest.Output, StringComparison.Ordinal);
        Assert.Contains("Headphones on", newest.Output, StringComparison.Ordinal);
        var early = await PreviewAsync(Day, "--at", "2026-01-20T06:00:00Z");
        Assert.Equal((1, "no persona at 2026-01-20T06:00:00Z: nothing is known of current_state.energy_level"), (early.ExitCode, early.Errors.Trim()));
    }

    [Fact]
    public async Task An_instant_as_json_is_the_persona_a_host_would_send()
    {
        var persona = JsonDocument.Parse((await PreviewAsync(Day, "--json")).Output).RootElement;
        Assert.Equal("2026-01-20T14:20:30Z", persona.GetProperty("generated_at").GetString());
        Assert.Equal("2026-01-20T15:00:00Z", persona.GetProperty("expires_at").GetString());
    }

    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    [InlineData("2026-07-01", 24)]
    public void The_slices_cover_the_day_and_match_the_projection_everywhere(string date, int hours)
    {
        var zone = LocalZone.TryFind("Europe/Berlin")!;
        var day = DateOnly.ParseExact(date, "yyyy-MM-dd");
        var start = zone.ToInstant(day.ToDateTime(TimeOnly.MinValue));
        var catalog = TraitCatalogParser.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "catalog", "traits.yaml"))).Catalog!;
        var program = MapperParser.Parse(Mapper).Program!;
        var history = new LocalHistory(
            PersonId.Parse("ada"),
            [
                Observed("assertion", """{"trait":"profile.time_zone","value":"Europe/Berlin"}""", start.AddDays(-1)),
                .. Enumerable.Range(1, 9).Select(i => Observed("user_input", $$"""{"type":"energy_check","energy_level":"{{(i % 2 == 0 ? "low" : "high")}}"}""", start.AddMinutes(i * 151.7))),
            ],
            catalog);

        var slices = DayPreview.Of(history, program, PersonaContext.Empty, day, zone, TimeSpan.FromHours(6));
        Assert.Equal((start, start.AddHours(hours)), (slices[0].From, slices[^1].Until));
        Assert.All(slices.Zip(slices.Skip(1)), pair => Assert.Equal(pair.First.Until, pair.Second.From));
        for (var at = start; at < start.AddHours(hours); at = at.AddMinutes(7))
        {
            var now = at;
            var slice = Assert.Single(slices, slice => slice.From <= now && now < slice.Until);
            var outcome = PersonaProjection.Project(history.At(at), program, 1, PersonaContext.Empty, at);
            Assert.Equal(outcome is ProjectionOutcome.MissingTraits, !slice.MissingTraits.IsEmpty);
            Assert.Equal(
                outcome is ProjectionOutcome.Built built ? built.Persona.Overlay.Suggestions.Select(suggestion => suggestion.RuleId) : [],
                slice.Suggestions.Items.Select(suggestion => ((DataValue.Map)suggestion)["rule_id"]!.ToDisplayText()));
        }
    }

    [Fact]
    public async Task Every_fault_of_every_observation_has_its_line()
    {
        var run = await PreviewAsync("""
            {"type":"work_session","observed_at":"2026-01-20T08:00:00Z","content":{"productivity_score":9,"interruptions":-1}}
            {"type":"work_session","content":{}}
            {"type":"work_session","observed_at":"2026-01-20T08:00:00Z","mood":1}
            7
            """);
        Assert.Equal(1, run.ExitCode);
        string[] expected =
        [
            "(1,1): error: /content/productivity_score ", "(1,1): error: /content/interruptions ", "(2,1): error: /observed_at ", "(3,1): error: /mood ",
            "(3,1): error: /content ", "(4,1): error: an observation is an object",
        ];
        var lines = run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Length, lines.Length);
        Assert.All(lines.Zip(expected), pair => Assert.Contains($".jsonl{pair.Second}", pair.First, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Errors_of_the_mapper_the_catalog_and_the_context_are_reported()
    {
        var observations = _folder.Write("o.jsonl", Day);
        var mapper = _folder.Write("bad.yaml", "metadata: {id: m}\nextra: 1\n");
        var run = await Run.Of("mapper", "preview", "--mapper", mapper, "--observations", observations);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{mapper}(2,1): error: a mapper has no key 'extra'", run.Errors, StringComparison.Ordinal);
        Assert.Equal(1, (await PreviewAsync(Day, "--catalog", mapper)).ExitCode);
        var context = await PreviewAsync(Day, "--context", "noise=loud");
        Assert.Equal((2, "--context: context.noise: a number is expected"), (context.ExitCode, context.Errors.Trim()));
    }

    private async Task<Run> PreviewAsync(string observations, params string[] options) =>
        await Run.Of(["mapper", "preview", "--mapper", _folder.Write("mapper.yaml", Mapper), "--observations", _folder.Write("observations.jsonl", observations), .. options]);

    private static Observation Observed(string type, string content, DateTimeOffset at) => new ObservationDraft
    {
        Pointer = "",
        Type = type,
        Content = (DataValue.Map)DataValueJson.Parse(content),
        ObservedAt = at,
    }.Accept(ObservationId.Parse($"o{at.UtcTicks}"), at);
}
