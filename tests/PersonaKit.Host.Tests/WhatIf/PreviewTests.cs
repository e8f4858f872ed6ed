using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests.WhatIf;

public sealed class PreviewTests(StartedHost host) : IClassFixture<StartedHost>
{
    private const string Mapper = """
        metadata: {id: tried, name: Tried}
        context:
          noise: {type: number, description: How loud it is.}
        rules:
          - id: loud
            conditions: {context_check: {field: noise, operator: gte, value: 60}}
            actions: [{generate_suggestion: {type: t, template: t}}]
        templates: {t: {title: Quiet, description: please}}
        """;

    /// <summary>Everything daily_work_optimizer requires, of a person in New York whose mornings are good.</summary>
    private const string Observations = """
        [
          {"type":"assertion","observed_at":"2026-01-19T12:00:00Z","content":{"trait":"profile.time_zone","value":"America/New_York"}},
          {"type":"work_session","observed_at":"2026-01-19T14:00:00Z","content":{"start":"2026-01-19T14:00:00Z","duration_minutes":90,"productivity_score":5,"interruptions":0}}
        ]
        """;

    private readonly ApiClient _client = host.Client;

    [Fact]
    public async Task A_whole_day_in_steps_shows_the_morning_rule_in_the_morning_only()
    {
        var answer = await PreviewAsync($$"""{"mapper_id":"daily_work_optimizer","observations":{{Observations}},"from":"2026-01-20T05:00:00Z","to":"2026-01-21T04:00:00Z","step":"1h"}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(("daily_work_optimizer", 1, "America/New_York"), (answer.Json.GetProperty("mapper").GetProperty("id").GetString(), answer.Json.GetProperty("mapper").GetProperty("revision").GetInt32(), answer.Json.GetProperty("time_zone").GetString()));
        var personas = answer.Json.GetProperty("personas").EnumerateArray().ToList();
        Assert.Equal(24, personas.Count);
        var hours = personas.Where(persona => RuleIds(persona).Contains("morning_high_energy_deep_work")).Select(persona => persona.GetProperty("explanation").GetProperty("local_time").GetString()![11..13]);
        Assert.Equal(["05", "06", "07", "08", "09", "10", "11"], hours);
        Assert.All(personas, persona => Assert.Equal(persona.GetProperty("at").GetString(), persona.GetProperty("persona").GetProperty("generated_at").GetString()));
    }

    [Fact]
    public async Task A_persona_of_a_known_person_is_the_one_they_would_be_served()
    {
        var person = StartedHost.NewPerson();
        var post = await _client.PostAsync(person, Samples.Session);
        var preview = await PreviewAsync($$"""{"mapper_id":"daily_work_optimizer","revision":1,"person_id":"{{person}}","at":"2030-01-20T09:00:00+01:00","explain":false}""");
        var served = await _client.GetAsync($"people/{person}/personas/daily_work_optimizer?at=2030-01-20T08:00:00Z&after={post.Receipt}");

        var tried = JsonNode.Parse(preview.Json.GetProperty("personas")[0].GetProperty("persona").GetRawText())!.AsObject();
        var built = JsonNode.Parse(served.Text)!.AsObject();
        Assert.StartsWith("preview_", tried["id"]!.GetValue<string>(), StringComparison.Ordinal);
        foreach (var moving in new[] { "id", "mindscape_version" })
        {
            Assert.True(tried.Remove(moving) && built.Remove(moving)); // the fold may come between the two
        }

        Assert.Equal(built.ToJsonString(), tried.ToJsonString());
        Assert.False(preview.Json.GetProperty("personas")[0].TryGetProperty("explanation", out _));
    }

    [Theory]
    [InlineData("stored")]
    [InlineData("invented")]
    public async Task From_each_instant_what_was_observed_by_then_counts_as_with_at_of_a_persona(string who)
    {
        var person = StartedHost.NewPerson();
        var session = Samples.SessionWithId("id").Replace("{\"id\":\"id\"", "{\"id\":\"s-DAY\",\"observed_at\":\"2026-01-DAYT14:00:00.5Z\"", StringComparison.Ordinal);
        var sessions = string.Join(',', Enumerable.Range(20, 3).Select(day => session.Replace("DAY", $"{day}", StringComparison.Ordinal)));
        var post = await _client.PostAsync(person, $"[{sessions}]");
        var subject = who == "stored" ? $"\"person_id\":\"{person}\"" : $"\"observations\":[{sessions}]";
        var answer = await PreviewAsync($$"""{"mapper_id":"daily_work_optimizer",{{subject}},"from":"2026-01-19T14:00:00Z","to":"2026-01-23T14:00:00Z","step":"1d"}""");

        // A whole second covers the second; before everything nothing is known.
        var counts = answer.Json.GetProperty("personas").EnumerateArray().Select(seen => seen.TryGetProperty("missing_traits", out _)
            ? 0 : seen.GetProperty("explanation").GetProperty("traits").GetProperty("work.focus_duration").GetProperty("evidence_count").GetInt32());
        Assert.Equal([0, 1, 2, 3, 3], counts);
        if (who == "stored")
        {
            var served = await _client.GetAsync($"people/{person}/personas/daily_work_optimizer?at=2026-01-21T14:00:00Z&after={post.Receipt}");
            var seen = answer.Json.GetProperty("personas")[2].GetProperty("persona").GetRawText();
            Assert.Equal(served.Json.GetProperty("core").GetRawText(), JsonDocument.Parse(seen).RootElement.GetProperty("core").GetRawText());
            Assert.Equal("2026-01-21T14:00:00Z", JsonDocument.Parse(seen).RootElement.GetProperty("as_of").GetString());
        }
    }

    [Fact]
    public async Task A_preview_leaves_nothing_behind()
    {
        var quiet = new StartedHost();
        await quiet.InitializeAsync();
        var client = quiet.Client;
        await client.PostAsync("ada", Samples.Session);
        while ((await client.GetAsync("people/ada/mindscape")).Json.GetProperty("updated_at").ValueKind == System.Text.Json.JsonValueKind.Null)
        {
            await Task.Delay(5);
        }

        var before = await LookAsync(client);
        var answers = new[]
        {
            await client.PostJsonAsync("mappers/preview", $$"""{"mapper":{{JsonValue.Create(Mapper).ToJsonString()}},"person_id":"ada"}"""),
            await client.PostJsonAsync("mappers/preview", $$"""{"mapper_id":"daily_work_optimizer","observations":{{Observations}}}"""),
            await client.PostJsonAsync("mappers/preview", """{"mapper_id":"daily_work_optimizer","person_id":"ada","from":"2026-01-20T05:00:00Z","to":"2026-01-21T04:00:00Z","step":"15m"}"""),
            await client.PostJsonAsync("mappers/daily_work_optimizer/revisions/1/compare", "{}"),
        };

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(before, await LookAsync(client));
        Assert.Equal("unknown-mapper", (await client.GetAsync("mappers/tried")).Problem);
        Assert.Equal("unknown-person", (await client.GetAsync("people/preview/mindscape")).Problem);
        Assert.Equal(0, (await client.GetAsync("people/ada/personas")).Json.GetProperty("personas").GetArrayLength());
        await quiet.DisposeAsync();
    }

    [Fact]
    public async Task The_last_instant_that_can_be_written_is_an_instant_like_every_other()
    {
        const string end = "9999-12-31T23:59:59.999Z";
        const string east = $$$"""{"type":"assertion","observed_at":"{{{end}}}","content":{"trait":"profile.time_zone","value":"Pacific/Kiritimati"}}""";
        var invented = await PreviewAsync($$"""{"mapper_id":"daily_work_optimizer","observations":[{{east}},{{Observations.Trim()[1..]}},"at":"{{end}}"}""");
        Assert.Equal((HttpStatusCode.OK, end), (invented.Status, invented.Json.GetProperty("personas")[0].GetProperty("at").GetString()));

        var person = StartedHost.NewPerson();
        var post = await _client.PostAsync(person, $"[{east.Replace(end, "2026-01-19T12:00:00Z", StringComparison.Ordinal)},{Samples.Session}]");
        var explained = await _client.GetAsync($"people/{person}/personas/daily_work_optimizer?view=explain&at={end}&after={post.Receipt}");
        Assert.Equal((HttpStatusCode.OK, end), (explained.Status, explained.Json.GetProperty("explanation").GetProperty("at").GetString()));
    }

    [Fact]
    public async Task A_mapper_may_be_YAML_or_JSON_as_text_or_an_object()
    {
        const string json = """{"metadata":{"id":"tried"},"rules":[{"id":"r","conditions":{"all":[]},"actions":[{"generate_suggestion":{"type":"t","template":"t"}}]}],"templates":{"t":{"title":"T","description":"D"}}}""";
        foreach (var mapper in new[] { json, JsonValue.Create(json).ToJsonString(), JsonValue.Create("# yaml\n" + json).ToJsonString() })
        {
            var answer = await PreviewAsync($$"""{"mapper":{{mapper}},"observations":[],"at":"2026-01-20T09:00:00Z"}""");
            Assert.Equal(["r"], RuleIds(answer.Json.GetProperty("personas")[0]));
            Assert.False(answer.Json.GetProperty("mapper").TryGetProperty("revision", out _));
        }
    }

    [Fact]
    public async Task Every_fault_of_an_inline_mapper_comes_with_its_place()
    {
        var answer = await PreviewAsync($$"""{"mapper":{{JsonValue.Create("metadata: {id: BAD}\nrules:\n  - id: r\n    weight: heavy\n    conditions: {all: []}\n    actions: []\n").ToJsonString()}},"observations":[]}""");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-mapper"), (answer.Status, answer.Problem));
        Assert.Contains(answer.Places(), place => place.StartsWith("1:16 ", StringComparison.Ordinal));
        Assert.Contains(answer.Places(), place => place.StartsWith("4:13 weight must be a number", StringComparison.Ordinal));

        var both = await PreviewAsync("""{"mapper":"[]","observations":[],"step":"1h"}""");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-body"), (both.Status, both.Problem));
        Assert.Contains(both.Json.GetProperty("errors").EnumerateArray(), error => error.TryGetProperty("line", out _));

        var objected = await PreviewAsync("""{"mapper":{"metadata":{"id":"m"},"rulez":[]},"observations":[]}""");
        Assert.StartsWith("5:3 ", Assert.Single(objected.Places()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_context_is_read_by_the_types_the_mapper_declares()
    {
        async Task<Answer> TryAsync(string context) => await PreviewAsync($$"""{"mapper":{{JsonValue.Create(Mapper).ToJsonString()}},"observations":[],"context":{{context}}}""");

        Assert.Equal(["loud"], RuleIds((await TryAsync("""{"noise":70}""")).Json.GetProperty("personas")[0]));
        Assert.Equal(["loud"], RuleIds((await TryAsync("""{"noise":"70"}""")).Json.GetProperty("personas")[0]));
        Assert.Empty(RuleIds((await TryAsync("""{"noise":50}""")).Json.GetProperty("personas")[0]));
        Assert.Equal(["/context/noise"], (await TryAsync("""{"noise":true}""")).Pointers);
        Assert.Equal(["/context/noyse"], (await TryAsync("""{"noyse":70}""")).Pointers);
    }

    [Fact]
    public async Task The_time_zone_of_a_preview_takes_the_place_of_the_person_s()
    {
        var person = StartedHost.NewPerson();
        await _client.PostAsync(person, """{"type":"assertion","observed_at":"2026-01-19T12:00:00Z","content":{"trait":"profile.time_zone","value":"America/New_York"}}""");
        var mapper = JsonValue.Create("""
            metadata: {id: tried}
            rules: [{id: early, conditions: {time_check: {hour_range: [5, 6]}}, actions: [{generate_suggestion: {type: t, template: t}}]}]
            templates: {t: {title: T, description: D}}
            """).ToJsonString();

        var there = await PreviewAsync($$"""{"mapper":{{mapper}},"person_id":"{{person}}","at":"2026-01-20T10:30:00Z"}""");
        var here = await PreviewAsync($$"""{"mapper":{{mapper}},"person_id":"{{person}}","time_zone":"Asia/Tokyo","at":"2026-01-20T10:30:00Z"}""");
        var invented = await PreviewAsync($$$"""{"mapper_id":"daily_work_optimizer","observations":[{"type":"work_session","observed_at":"2026-01-19T14:00:00Z","content":{"duration_minutes":90,"productivity_score":5,"interruptions":0}}],"time_zone":"Asia/Tokyo","at":"2026-01-20T10:30:00Z"}""");

        Assert.Equal(["early"], RuleIds(there.Json.GetProperty("personas")[0]));
        Assert.Equal(("Asia/Tokyo", 0), (here.Json.GetProperty("time_zone").GetString(), RuleIds(here.Json.GetProperty("personas")[0]).Length));
        Assert.Equal("[\"23:00-24:00\"]", invented.Json.GetProperty("personas")[0].GetProperty("persona").GetProperty("core").GetProperty("work.peak_hours").GetProperty("value").GetRawText());
    }

    [Fact]
    public async Task An_invented_person_counts_each_observation_once_and_may_be_invented_for_tomorrow()
    {
        const string session = """{"id":"s","type":"work_session","observed_at":"2040-01-19T14:00:00Z","content":{"duration_minutes":90,"productivity_score":5,"interruptions":0}}""";
        var answer = await PreviewAsync($$"""{"mapper_id":"daily_work_optimizer","observations":[{{session}},{{session}}],"at":"2040-01-20T14:00:00Z"}""");
        Assert.Equal(1, answer.Json.GetProperty("personas")[0].GetProperty("explanation").GetProperty("traits").GetProperty("work.focus_duration").GetProperty("evidence_count").GetInt32());

        var reused = await PreviewAsync($$"""{"mapper_id":"daily_work_optimizer","observations":[{{session}},{{session.Replace("90", "60", StringComparison.Ordinal)}}],"at":"2040-01-20T14:00:00Z"}""");
        Assert.Equal((HttpStatusCode.BadRequest, "/observations/1/id"), (reused.Status, Assert.Single(reused.Pointers)));
        var early = await PreviewAsync($$"""{"mapper_id":"daily_work_optimizer","observations":[{{session}}],"at":"2040-01-18T14:00:00Z"}""");
        Assert.Equal("/observations/0/observed_at", Assert.Single(early.Pointers));
    }

    [Fact]
    public async Task What_the_person_lacks_is_named_at_each_instant_and_explained()
    {
        var answer = await PreviewAsync("""{"mapper_id":"daily_work_optimizer","observations":[],"from":"2026-01-20T05:00:00Z","to":"2026-01-20T06:00:00Z","step":"30m"}""");
        Assert.All(answer.Json.GetProperty("personas").EnumerateArray(), tried =>
        {
            Assert.Equal(5, tried.GetProperty("missing_traits").GetArrayLength());
            Assert.False(tried.TryGetProperty("persona", out _));
            Assert.Equal("missing", tried.GetProperty("explanation").GetProperty("required_traits")[0].GetProperty("status").GetString());
        });
        Assert.Equal(3, answer.Json.GetProperty("personas").GetArrayLength());
    }

    [Fact]
    public async Task Equal_previews_are_equal_to_the_byte()
    {
        var body = $$"""{"mapper_id":"daily_work_optimizer","observations":{{Observations}},"at":"2026-01-20T15:00:00Z"}""";
        Assert.Equal((await PreviewAsync(body)).Text, (await PreviewAsync(body)).Text);
    }

    [Fact]
    public async Task An_answer_that_would_be_too_large_is_refused_before_it_is_sent()
    {
        var mapper = $"metadata: {{id: big}}\nrules: [{{id: r, conditions: {{trait_check: {{path: a, value: {new string('x', 100_000)}}}}}, actions: [{{generate_suggestion: {{type: t, template: t}}}}]}}]\ntemplates: {{t: {{title: T, description: D}}}}";
        var body = $$"""{"mapper":{{JsonValue.Create(mapper).ToJsonString()}},"observations":[],"from":"2026-01-20T00:00:00Z","to":"2026-01-21T00:00:00Z","step":"8m" """;
        var answer = await PreviewAsync(body + "}");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "explanation-too-large"), (answer.Status, answer.Problem));
        Assert.Equal(HttpStatusCode.OK, (await PreviewAsync(body + ""","explain":false}""")).Status);
    }

    [Fact]
    public async Task Who_or_what_is_unknown_is_said_apart()
    {
        var person = await PreviewAsync($$"""{"mapper_id":"daily_work_optimizer","person_id":"{{StartedHost.NewPerson()}}"}""");
        var mapper = await PreviewAsync("""{"mapper_id":"nobodys","observations":[]}""");
        var revision = await PreviewAsync("""{"mapper_id":"daily_work_optimizer","revision":99,"observations":[]}""");
        Assert.Equal((HttpStatusCode.NotFound, "unknown-person"), (person.Status, person.Problem));
        Assert.Equal((HttpStatusCode.NotFound, "unknown-mapper"), (mapper.Status, mapper.Problem));
        Assert.Equal((HttpStatusCode.NotFound, "unknown-revision"), (revision.Status, revision.Problem));
    }

    private static string[] RuleIds(JsonElement tried) =>
        [.. tried.GetProperty("persona").GetProperty("overlay").GetProperty("suggestions").EnumerateArray().Select(suggestion => suggestion.GetProperty("rule_id").GetString()!)];

    private Task<Answer> PreviewAsync(string body) => _client.PostJsonAsync("mappers/preview", body);

    /// <summary>Everything a client can see of a host with one person.</summary>
    private static async Task<string> LookAsync(ApiClient client)
    {
        var seen = new List<string>();
        foreach (var path in new[] { "people/ada/mindscape?at=2026-01-20T09:00:00Z", "people/ada/observations", "people/ada/personas", "mappers" })
        {
            seen.Add((await client.GetAsync(path)).Text);
        }

        return string.Join('\n', seen);
    }
}
