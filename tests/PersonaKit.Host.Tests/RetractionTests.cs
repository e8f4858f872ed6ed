using System.Net;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class RetractionTests(StartedHost host) : IClassFixture<StartedHost>
{
    private readonly ApiClient _client = host.Client;
    private readonly string _person = StartedHost.NewPerson();

    [Fact]
    public async Task A_retraction_is_in_the_next_read_with_its_receipt_and_its_retry_gets_the_same_one()
    {
        await _client.PostAsync(_person, $"[{Samples.SessionWithId("s-1", 90)},{Samples.SessionWithId("s-2", 30)}]");
        var retracted = await RetractAsync("s-1");
        Assert.Equal(HttpStatusCode.Accepted, retracted.Status);
        Assert.Equal(("s-1", "retracted"), (retracted.Json.GetProperty("id").GetString(), retracted.Json.GetProperty("status").GetString()));
        Assert.Equal((30, 1), await FocusAsync(retracted.Receipt));

        Assert.Equal(retracted.Receipt, (await RetractAsync("s-1")).Receipt);
        await FoldAsync();
        Assert.Equal(retracted.Receipt, (await RetractAsync("s-1")).Receipt);
        Assert.Equal((30, 1), await FocusAsync(retracted.Receipt));
    }

    [Fact]
    public async Task A_persona_of_before_is_not_served_after_the_fold()
    {
        await _client.PostAsync(_person, $"[{Samples.SessionWithId("s-1", 90)},{Samples.SessionWithId("s-2", 30)}]");
        await FoldAsync();
        await PersonaAsync();
        var before = await PersonaAsync();
        Assert.StartsWith("PersonaKit; hit", before.CacheStatus, StringComparison.Ordinal);

        await RetractAsync("s-1");
        await FoldAsync();
        var after = await PersonaAsync();
        Assert.Equal("PersonaKit; fwd=miss; stored", after.CacheStatus);
        Assert.Equal((60, 30), (FocusIn(before), FocusIn(after)));
    }

    [Fact]
    public async Task The_list_shows_at_once_and_after_the_fold_that_it_was_retracted_and_not_what_it_said()
    {
        await _client.PostAsync(_person, """[{"id":"n-1","type":"note","content":{"text":"secret"},"meta":{"by":"me"}},{"id":"n-2","type":"note","content":{"text":"plain"}}]""");
        await RetractAsync("n-1");
        for (var i = 0; i < 2; i++)
        {
            var list = await _client.GetAsync($"people/{_person}/observations");
            Assert.DoesNotContain("secret", list.Text, StringComparison.Ordinal);
            var (retraction, other, stub) = list.Json.GetProperty("observations").EnumerateArray().ToList() is [var a, var b, var c] ? (a, b, c) : default;
            Assert.Equal(("retraction", "n-1"), (retraction.GetProperty("type").GetString(), retraction.GetProperty("content").GetProperty("observation_id").GetString()));
            Assert.Equal("plain", other.GetProperty("content").GetProperty("text").GetString());
            Assert.Equal(["id", "type", "observed_at", "received_at", "retracted", "number"], stub.EnumerateObject().Select(property => property.Name));
            Assert.Equal(("n-1", "note", true), (stub.GetProperty("id").GetString(), stub.GetProperty("type").GetString(), stub.GetProperty("retracted").GetBoolean()));
            await FoldAsync();
        }
    }

    [Fact]
    public async Task What_comes_under_the_id_of_a_retracted_observation_is_not_taken()
    {
        await _client.PostAsync(_person, Samples.SessionWithId("s-1", 90));
        await RetractAsync("s-1");
        await FoldAsync();
        foreach (var minutes in new[] { 90, 45 })
        {
            var again = await _client.PostAsync(_person, $"[{Samples.SessionWithId("s-1", minutes)}]");
            Assert.Equal((HttpStatusCode.Accepted, 0, 1), (again.Status, again.Json.GetProperty("accepted").GetInt32(), again.Json.GetProperty("retracted").GetInt32()));
            Assert.Equal("""[{"index":0,"id":"s-1","status":"retracted","feeds":[]}]""", again.Json.GetProperty("items").GetRawText());
        }

        Assert.False((await _client.GetAsync($"people/{_person}/mindscape")).Json.GetProperty("traits").TryGetProperty("work.focus_duration", out _));
    }

    [Theory]
    [InlineData("s-2", HttpStatusCode.NotFound, "unknown-observation")]
    [InlineData("_s", HttpStatusCode.BadRequest, "invalid-observation-id")]
    [InlineData("s-1?why=not", HttpStatusCode.BadRequest, "unknown-parameter")]
    public async Task A_retraction_of_what_is_not_there_is_refused(string id, HttpStatusCode status, string problem)
    {
        await _client.PostAsync(_person, Samples.SessionWithId("s-1"));
        var refused = await RetractAsync(id);
        Assert.Equal((status, problem), (refused.Status, refused.Problem));
    }

    [Fact]
    public async Task Nothing_can_be_retracted_of_an_unknown_person_and_no_retraction_of_anybody()
    {
        Assert.Equal("unknown-person", (await RetractAsync("s-1")).Problem);
        await _client.PostAsync(_person, Samples.SessionWithId("s-1"));
        await RetractAsync("s-1");
        var retraction = (await _client.GetAsync($"people/{_person}/observations?limit=1")).Json.GetProperty("observations")[0].GetProperty("id").GetString()!;
        Assert.Equal("unknown-observation", (await RetractAsync(retraction)).Problem);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _client.GetAsync($"people/{_person}/observations/s-1")).Status);
    }

    [Fact]
    public async Task A_rebuild_folds_what_stands_and_says_whether_anything_changed()
    {
        Assert.Equal("unknown-person", (await RebuildAsync()).Problem);
        await _client.PostAsync(_person, $"[{Samples.SessionWithId("s-1")},{Samples.SessionWithId("s-2")},{Samples.SessionWithId("s-3")}]");
        await RetractAsync("s-2");
        await FoldAsync();
        var before = await _client.GetAsync($"people/{_person}/mindscape");
        await PersonaAsync();

        var rebuilt = await RebuildAsync();
        Assert.Equal(HttpStatusCode.OK, rebuilt.Status);
        Assert.Equal($$"""{"version":{{before.Json.GetProperty("version").GetInt64()}},"changed":false,"observations":2}""", rebuilt.Text);
        var after = await _client.GetAsync($"people/{_person}/mindscape");
        Assert.Equal(rebuilt.Json.GetProperty("version").GetInt64(), after.Json.GetProperty("version").GetInt64());
        Assert.StartsWith("PersonaKit; hit", (await PersonaAsync()).CacheStatus, StringComparison.Ordinal);
        Assert.Equal("unknown-parameter", (await _client.SendAsync(HttpMethod.Post, $"people/{_person}/rebuild?force=1")).Problem);
    }

    private Task<Answer> RetractAsync(string id) => _client.SendAsync(HttpMethod.Delete, $"people/{_person}/observations/{id}");

    private Task<Answer> RebuildAsync() => _client.SendAsync(HttpMethod.Post, $"people/{_person}/rebuild");

    private Task<Answer> PersonaAsync() => _client.GetAsync($"people/{_person}/personas/daily_work_optimizer");

    private async Task<(double Value, int Count)> FocusAsync(string after)
    {
        var trait = (await _client.GetAsync($"people/{_person}/mindscape?after={after}")).Json.GetProperty("traits").GetProperty("work.focus_duration");
        return (trait.GetProperty("value").GetDouble(), trait.GetProperty("count").GetInt32());
    }

    private Task FoldAsync() => host.FoldAsync();

    private static double FocusIn(Answer persona) => persona.Json.GetProperty("core").GetProperty("work.focus_duration").GetProperty("value").GetDouble();
}
