using System.Net;
using System.Text.Json;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class ObservationListTests(StartedHost host) : IClassFixture<StartedHost>
{
    private readonly ApiClient _client = host.Client;

    [Fact]
    public async Task Pages_by_cursor_show_every_observation_once_newest_first()
    {
        var person = StartedHost.NewPerson();
        for (var i = 0; i < 23; i++)
        {
            await _client.PostAsync(person, Samples.SessionWithId($"s-{i}"));
        }

        var seen = new List<string>();
        var cursor = "";
        var pages = 0;
        do
        {
            var page = await _client.GetAsync($"people/{person}/observations?limit=10{cursor}");
            seen.AddRange(page.Json.GetProperty("observations").EnumerateArray().Select(o => o.GetProperty("id").GetString()!));
            cursor = page.Json.TryGetProperty("next_cursor", out var next) ? $"&cursor={next.GetString()}" : "";
            pages++;

            // What arrives meanwhile is newer than every page that follows.
            await _client.PostAsync(person, Samples.Session);
        }
        while (cursor.Length > 0);

        Assert.Equal(3, pages);
        Assert.Equal(Enumerable.Range(0, 23).Reverse().Select(i => $"s-{i}"), seen);
    }

    [Theory]
    [InlineData("observations")]
    [InlineData("personas")]
    [InlineData("export")]
    public async Task What_is_said_of_somebody_is_kept_by_nobody_on_the_way(string what)
    {
        var person = StartedHost.NewPerson();
        await _client.PostAsync(person, Samples.Session);
        Assert.Equal("no-store", (await _client.GetAsync($"people/{person}/{what}")).Header("Cache-Control"));
    }

    [Fact]
    public async Task An_observation_comes_back_as_it_was_sent()
    {
        var person = StartedHost.NewPerson();
        await _client.PostAsync(person, """{"id":"n-1","type":"note","observed_at":"2026-01-20T09:00:00.250+01:00","content":{"text":"Grüße","n":12345678901234567890,"deep":[{"x":null}]},"meta":{"app":"test"}}""");
        var found = Assert.Single((await _client.GetAsync($"people/{person}/observations")).Json.GetProperty("observations").EnumerateArray());
        Assert.Equal("2026-01-20T08:00:00.25Z", found.GetProperty("observed_at").GetString());
        Assert.Equal("""{"text":"Grüße","n":12345678901234567890,"deep":[{"x":null}]}""", found.GetProperty("content").GetRawText());
        Assert.Equal("""{"app":"test"}""", found.GetProperty("meta").GetRawText());
        Assert.Equal(1, found.GetProperty("number").GetInt32());
        Assert.Equal(JsonValueKind.String, found.GetProperty("received_at").ValueKind);
    }

    [Theory]
    [InlineData("limit=0", "invalid-parameter")]
    [InlineData("limit=101", "invalid-parameter")]
    [InlineData("limit=ten", "invalid-parameter")]
    [InlineData("cursor=7", "invalid-cursor")]
    [InlineData("cursor=", "invalid-cursor")]
    [InlineData("page=2", "unknown-parameter")]
    public async Task A_bad_page_is_refused(string query, string problem)
    {
        var answer = await _client.GetAsync($"people/{StartedHost.NewPerson()}/observations?{query}");
        Assert.Equal((HttpStatusCode.BadRequest, problem), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task An_unknown_person_has_no_observations() =>
        Assert.Equal("unknown-person", (await _client.GetAsync($"people/{StartedHost.NewPerson()}/observations")).Problem);
}
