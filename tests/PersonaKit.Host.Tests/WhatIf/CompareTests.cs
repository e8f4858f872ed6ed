using System.Net;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Serving;
using PersonaKit.Host.Tests.Hosting;
using PersonaKit.Language.Mappers;

namespace PersonaKit.Host.Tests.WhatIf;

public sealed class CompareTests : IAsyncLifetime
{
    private const string First = """
        metadata: {id: tried}
        required_traits: [current_state.energy_level]
        rules:
          - {id: rest, conditions: {trait_check: {path: current_state.energy_level, value: low}}, actions: [{generate_suggestion: {type: t, template: rest}}]}
          - {id: always, weight: 0.5, conditions: {all: []}, actions: [{generate_suggestion: {type: t, template: go}}]}
        templates: {rest: {title: Rest, description: a while}, go: {title: Go, description: "on"}}
        """;

    private readonly StartedHost _host = new();

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        await PublishAsync(First);
        await PublishAsync(First.Replace("weight: 0.5", "weight: 2", StringComparison.Ordinal).Replace("title: Rest", "title: Pause", StringComparison.Ordinal));
        await _host.Client.PostAsync("tired", Samples.LowEnergy);
        await _host.Client.PostAsync("fresh", """{"type":"user_input","content":{"type":"energy_check","energy_level":"high"}}""");
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_revision_says_whom_it_would_tell_something_else()
    {
        var answer = await CompareAsync(1, """{"people":["nobody","tired","fresh"]}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal((2, 1, 2, 2, 0), (Number(answer, "before"), Number(answer, "after"), Number(answer, "compared"), Number(answer, "changed"), Number(answer, "unchanged")));
        Assert.Equal("[\"nobody\"]", answer.Json.GetProperty("unknown_people").GetRawText());
        var tired = answer.Json.GetProperty("people")[0];
        Assert.Equal("tired", tired.GetProperty("person_id").GetString());
        Assert.Equal("""[{"rule_id":"rest","position":0,"before":2,"after":1},{"rule_id":"always","position":0,"before":1,"after":2}]""", tired.GetProperty("moved").GetRawText());
        Assert.Equal("""[{"rule_id":"always","position":0,"before":2,"after":0.5}]""", tired.GetProperty("reweighted").GetRawText());
        var reworded = Assert.Single(tired.GetProperty("reworded").EnumerateArray());
        Assert.Equal(("Pause", "Rest"), (reworded.GetProperty("before").GetProperty("title").GetString(), reworded.GetProperty("after").GetProperty("title").GetString()));
        Assert.Equal((0, 0), (tired.GetProperty("added").GetArrayLength(), tired.GetProperty("removed").GetArrayLength()));
    }

    [Fact]
    public async Task A_comparison_at_an_instant_counts_what_was_observed_by_then()
    {
        var low = Samples.LowEnergy.Replace("{\"type\":\"user_input\"", "{\"observed_at\":\"2026-01-20T09:00:00Z\",\"type\":\"user_input\"", StringComparison.Ordinal);
        var high = low.Replace("T09", "T10", StringComparison.Ordinal).Replace("\"low\"", "\"high\"", StringComparison.Ordinal);
        await _host.Client.PostAsync("moody", $"[{low},{high}]");
        var then = await CompareAsync(1, """{"people":["moody"],"at":"2026-01-20T09:30:00Z"}""");
        var later = await CompareAsync(1, """{"people":["moody"],"at":"2026-01-20T10:00:00Z"}""");
        var before = await CompareAsync(1, """{"people":["moody"],"at":"2026-01-20T08:00:00Z"}""");

        // Who is tired is told to rest, in other words and another place.
        Assert.Equal(1, then.Json.GetProperty("people")[0].GetProperty("reworded").GetArrayLength());
        Assert.Equal(0, later.Json.GetProperty("people")[0].GetProperty("reworded").GetArrayLength());
        Assert.Equal("[\"moody\"]", before.Json.GetProperty("unknown_people").GetRawText());
    }

    [Fact]
    public async Task A_revision_changes_nothing_against_itself()
    {
        var active = await CompareAsync(2, """{"people":["tired","fresh"]}""");
        var older = await CompareAsync(1, """{"with":1}""");
        Assert.Equal((0, 2, 0), (Number(active, "changed"), Number(active, "unchanged"), active.Json.GetProperty("people").GetArrayLength()));
        Assert.Equal((0, 2), (Number(older, "changed"), Number(older, "unchanged")));
    }

    [Fact]
    public async Task Added_and_removed_suggestions_and_missing_traits_are_told_as_what_they_are()
    {
        await PublishAsync(First.Replace("id: always", "id: ever", StringComparison.Ordinal).Replace("[current_state.energy_level]", "[current_state.energy_level, work.peak_hours]", StringComparison.Ordinal));
        await PublishAsync(First.Replace("id: always", "id: ever", StringComparison.Ordinal));

        var renamed = (await CompareAsync(1, """{"people":["fresh"],"with":4}""")).Json.GetProperty("people")[0];
        Assert.Equal(("always", "ever"), (renamed.GetProperty("added")[0].GetProperty("rule_id").GetString(), renamed.GetProperty("removed")[0].GetProperty("rule_id").GetString()));

        var demanding = (await CompareAsync(3, """{"people":["fresh"]}""")).Json.GetProperty("people")[0];
        Assert.Equal("""{"gained":["work.peak_hours"],"lost":[]}""", demanding.GetProperty("missing_traits").GetRawText());
        Assert.Equal("ever", demanding.GetProperty("removed")[0].GetProperty("rule_id").GetString());
    }

    [Fact]
    public async Task Without_names_a_sample_of_the_people_there_are_is_compared()
    {
        Assert.Equal(2, Number(await CompareAsync(1, "{}"), "compared"));
        Assert.Equal(1, Number(await CompareAsync(1, """{"sample":1}"""), "compared"));
    }

    [Fact]
    public async Task The_instant_and_the_context_are_those_of_the_request()
    {
        var faded = await CompareAsync(1, """{"people":["tired"],"at":"2090-01-20T09:00:00Z","context":{"anything":1}}""");
        Assert.Equal("2090-01-20T09:00:00Z", faded.Json.GetProperty("at").GetString());
        Assert.Equal("always", Assert.Single(faded.Json.GetProperty("people")[0].GetProperty("reweighted").EnumerateArray()).GetProperty("rule_id").GetString());
    }

    [Theory]
    [InlineData("tried/revisions/9/compare", "{}", "unknown-revision")]
    [InlineData("tried/revisions/0/compare", "{}", "unknown-revision")]
    [InlineData("tried/revisions/one/compare", "{}", "unknown-revision")]
    [InlineData("tried/revisions/1/compare", """{"with":9}""", "unknown-revision")]
    [InlineData("nobodys/revisions/1/compare", "{}", "unknown-mapper")]
    [InlineData("No-Id/revisions/1/compare", "{}", "unknown-mapper")]
    public async Task What_is_not_there_cannot_be_compared(string path, string body, string problem)
    {
        var answer = await _host.Client.PostJsonAsync($"mappers/{path}", body);
        Assert.Equal((HttpStatusCode.NotFound, problem), (answer.Status, answer.Problem));
    }

    private static int Number(Answer answer, string name) => answer.Json.GetProperty(name).GetInt32();

    private Task<Answer> CompareAsync(int revision, string body) => _host.Client.PostJsonAsync($"mappers/tried/revisions/{revision}/compare", body);

    private async Task PublishAsync(string source)
    {
        var parsed = MapperParser.Parse(source);
        Assert.Empty(parsed.Faults);
        await _host.Service<MapperSeeds>().SyncFilesAsync([.. StartedHost.ShippedCatalog.Mappers, (parsed.Program!, source)], CancellationToken.None);
        _host.Service<MapperRegistry>().Invalidate();
    }
}
