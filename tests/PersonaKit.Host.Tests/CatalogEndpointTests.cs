using System.Net;
using System.Text.Json;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class CatalogEndpointTests(StartedHost host) : IClassFixture<StartedHost>
{
    private readonly ApiClient _client = host.Client;

    [Fact]
    public async Task The_trait_catalog_lists_every_trait_and_what_feeds_it()
    {
        var answer = await _client.GetAsync("traits");
        var traits = answer.Json.GetProperty("traits").EnumerateArray().ToDictionary(trait => trait.GetProperty("key").GetString()!);
        Assert.Equal(("quantity", "minutes", 672d, false), (
            traits["work.focus_duration"].GetProperty("kind").GetString(),
            traits["work.focus_duration"].GetProperty("unit").GetString(),
            traits["work.focus_duration"].GetProperty("half_life_hours").GetDouble(),
            traits["work.focus_duration"].GetProperty("volatile").GetBoolean()));
        Assert.Equal("work.energy_patterns.peak_hours", traits["work.peak_hours"].GetProperty("from").GetString());
        Assert.Contains("work_session", answer.Json.GetProperty("observation_types").EnumerateArray().Select(type => type.GetString()));
    }

    [Fact]
    public async Task The_mappers_are_listed_with_what_they_require()
    {
        var mappers = (await _client.GetAsync("mappers")).Json.GetProperty("mappers").EnumerateArray().ToList();
        Assert.Equal(["daily_work_optimizer", "therapy_insights"], mappers.Select(mapper => mapper.GetProperty("id").GetString()));
        Assert.Equal(5, mappers[0].GetProperty("required_traits").GetArrayLength());
        Assert.Equal(1, mappers[0].GetProperty("revision").GetInt32());
    }

    [Fact]
    public async Task A_mapper_shows_its_rules_and_its_text()
    {
        var mapper = (await _client.GetAsync("mappers/daily_work_optimizer")).Json;
        Assert.Equal(5, mapper.GetProperty("rules").GetArrayLength());
        Assert.Equal("high", mapper.GetProperty("rules")[0].GetProperty("suggests")[0].GetProperty("priority").GetString());
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "catalog", "mappers", "daily_work_optimizer.yaml")),
            mapper.GetProperty("source").GetString());
    }

    [Fact]
    public async Task An_unknown_mapper_is_404()
    {
        foreach (var id in new[] { "nobodys_mapper", "No-Such.Id" })
        {
            var answer = await _client.GetAsync($"mappers/{id}");
            Assert.Equal((HttpStatusCode.NotFound, "unknown-mapper"), (answer.Status, answer.Problem));
        }
    }

    [Fact]
    public async Task A_running_host_is_live_and_ready()
    {
        Assert.Equal("""{"status":"live"}""", (await _client.GetAsync("health/live")).Text);
        var ready = await _client.GetAsync("health/ready");
        Assert.Equal((HttpStatusCode.OK, "ready"), (ready.Status, ready.Json.GetProperty("status").GetString()));
        Assert.Equal(JsonValueKind.Number, ready.Json.GetProperty("feed_lag").ValueKind);
    }
}
