using System.Net;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class LookingBackTests(StartedHost host) : IClassFixture<StartedHost>
{
    private readonly ApiClient _client = host.Client;
    private readonly string _person = StartedHost.NewPerson();

    [Fact]
    public async Task A_mindscape_as_of_an_instant_holds_what_was_observed_by_then_and_says_so()
    {
        var receipt = await PostDaysAsync();
        var then = await _client.GetAsync($"people/{_person}/mindscape?as_of=2026-01-21T12:00:00Z&after={receipt}");

        Assert.Equal(("2026-01-21T12:00:00Z", "2026-01-21T12:00:00Z", 3),
            (then.Json.GetProperty("as_of").GetString(), then.Json.GetProperty("at").GetString(), then.Json.GetProperty("received").GetInt32()));
        Assert.False(then.Json.TryGetProperty("known_at", out _));
        var focus = then.Json.GetProperty("traits").GetProperty("work.focus_duration");
        Assert.Equal((2, 30, "2026-01-21T09:00:00Z"), (focus.GetProperty("count").GetInt32(), focus.GetProperty("detail").GetProperty("last").GetInt32(), focus.GetProperty("last_observed_at").GetString()));

        var onTheDot = await _client.GetAsync($"people/{_person}/mindscape?as_of=2026-01-20T09:00:00Z&at=2026-01-20T10:00:00Z");
        Assert.Equal((1, "2026-01-20T10:00:00Z"), (onTheDot.Json.GetProperty("traits").GetProperty("work.focus_duration").GetProperty("count").GetInt32(), onTheDot.Json.GetProperty("at").GetString()));
        Assert.Equal(HttpStatusCode.NotModified, (await _client.GetAsync($"people/{_person}/mindscape?as_of=2026-01-20T09:00:00Z&at=2026-01-20T10:00:00Z", onTheDot.ETag)).Status);
    }

    [Theory]
    [InlineData("+01:00")]
    [InlineData("+0100")]
    [InlineData("+01")]
    [InlineData("%2B0100")]
    [InlineData("%2B01")]
    public async Task An_offset_means_the_same_in_a_query_however_it_is_written(string offset)
    {
        await PostDaysAsync();
        var then = await _client.GetAsync($"people/{_person}/mindscape?as_of=2026-01-21T13:00:00{offset}");
        Assert.Equal((HttpStatusCode.OK, "2026-01-21T12:00:00Z"), (then.Status, then.Json.GetProperty("as_of").GetString()));
    }

    [Fact]
    public async Task As_of_now_is_the_mindscape_of_now_but_for_saying_so()
    {
        await PostDaysAsync();
        while ((await _client.GetAsync($"people/{_person}/mindscape")).Json.GetProperty("updated_at").ValueKind == System.Text.Json.JsonValueKind.Null)
        {
            await Task.Delay(5);
        }

        var at = $"{DateTimeOffset.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'}";
        var now = await _client.GetAsync($"people/{_person}/mindscape?at={at}");
        var asOf = await _client.GetAsync($"people/{_person}/mindscape?as_of={at}");
        Assert.Equal(now.Text, asOf.Text.Replace($",\"as_of\":\"{at}\"", "", StringComparison.Ordinal));
        Assert.NotEqual(now.Text, asOf.Text);
    }

    [Fact]
    public async Task An_instant_alone_is_looked_from_and_nothing_observed_later_is_seen()
    {
        var receipt = await PostDaysAsync();
        var at = await _client.GetAsync($"people/{_person}/mindscape?at=2026-01-21T12:00:00Z&after={receipt}");
        Assert.Equal((2, "2026-01-21T12:00:00Z"), (Count(at), at.Json.GetProperty("as_of").GetString()));
        Assert.Equal((await _client.GetAsync($"people/{_person}/mindscape?as_of=2026-01-21T12:00:00Z")).Text, at.Text);

        var after = await _client.GetAsync($"people/{_person}/mindscape?at=2026-01-22T09:00:00Z");
        Assert.Equal(3, Count(after));
        Assert.False(after.Json.TryGetProperty("as_of", out _));
        Assert.Equal("unknown-person", (await _client.GetAsync($"people/{_person}/mindscape?at=2026-01-20T08:00:00Z")).Problem);
    }

    [Fact]
    public async Task As_of_a_whole_second_holds_what_was_observed_within_it()
    {
        await _client.PostAsync(_person, """{"type":"assertion","observed_at":"2026-01-20T09:00:00.9Z","content":{"trait":"profile.tone","value":"direct"}}""");
        var within = await _client.GetAsync($"people/{_person}/mindscape?as_of=2026-01-20T09:00:00Z");
        Assert.Equal((HttpStatusCode.OK, "2026-01-20T09:00:00Z"), (within.Status, within.Json.GetProperty("as_of").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"people/{_person}/mindscape?as_of=2026-01-20T09:00:00.899Z")).Status);
    }

    [Fact]
    public async Task What_was_known_then_leaves_out_what_came_late()
    {
        var first = await _client.PostAsync(_person, Session("2026-01-20", 60));
        var received = (await _client.GetAsync($"people/{_person}/observations")).Json.GetProperty("observations")[0].GetProperty("received_at").GetString();
        while (DateTimeOffset.UtcNow <= DateTimeOffset.Parse(received!).AddMilliseconds(1))
        {
            await Task.Delay(1);
        }

        var late = await _client.PostAsync(_person, Session("2026-01-19", 30));
        Assert.NotEqual(first.Receipt, late.Receipt);
        var known = await _client.GetAsync($"people/{_person}/mindscape?known_at={received}&after={late.Receipt}");
        var all = await _client.GetAsync($"people/{_person}/mindscape?as_of=2026-01-20T12:00:00Z");
        Assert.Equal((1, received, received), (Count(known), known.Json.GetProperty("known_at").GetString(), known.Json.GetProperty("at").GetString()));
        Assert.Equal(2, Count(all));
        Assert.Equal(1, Count(await _client.GetAsync($"people/{_person}/mindscape?as_of=2026-01-20T12:00:00Z&known_at={received}")));
    }

    [Fact]
    public async Task A_persona_of_the_past_is_built_from_it_and_never_stored()
    {
        var receipt = await PostDaysAsync();
        var path = $"people/{_person}/personas/daily_work_optimizer";
        var then = await _client.GetAsync($"{path}?as_of=2026-01-20T10:00:00Z&after={receipt}");
        var preview = await _client.GetAsync($"{path}?at=2026-01-20T10:00:00Z");

        Assert.Equal("PersonaKit; fwd=bypass", then.CacheStatus);
        Assert.Equal(("2026-01-20T10:00:00Z", "2026-01-20T10:00:00Z"), (then.Json.GetProperty("as_of").GetString(), then.Json.GetProperty("generated_at").GetString()));
        Assert.Equal(90, Focus(then));
        Assert.Equal((then.Text, then.ETag), (preview.Text, preview.ETag));
        Assert.Equal(0, (await _client.GetAsync($"people/{_person}/personas")).Json.GetProperty("personas").GetArrayLength());
    }

    [Theory]
    [InlineData("mindscape")]
    [InlineData("personas/daily_work_optimizer")]
    public async Task Before_the_first_observation_there_was_nobody(string what)
    {
        await PostDaysAsync();
        var answer = await _client.GetAsync($"people/{_person}/{what}?as_of=2026-01-20T08:59:59.999Z");
        Assert.Equal((HttpStatusCode.NotFound, "unknown-person"), (answer.Status, answer.Problem));
        Assert.Contains("by then", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("as_of=2999-01-01T00:00:00Z", "'as_of' lies in the future")]
    [InlineData("known_at=2999-01-01T00:00:00Z", "'known_at' lies in the future")]
    [InlineData("as_of=yesterday", "'as_of' is an ISO 8601 instant")]
    [InlineData("known_at=", "'known_at' is an ISO 8601 instant")]
    [InlineData("as_of=2026-01-20T09:00:00Z&at=2026-01-20T08:00:00Z", "'at' lies before 'as_of'")]
    public async Task A_look_back_that_makes_no_sense_is_refused(string query, string detail)
    {
        foreach (var what in new[] { "mindscape", "personas/daily_work_optimizer" })
        {
            var answer = await _client.GetAsync($"people/{_person}/{what}?{query}");
            Assert.Equal((HttpStatusCode.BadRequest, "invalid-parameter"), (answer.Status, answer.Problem));
            Assert.Contains(detail, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_trait_tells_how_it_came_about()
    {
        await PostDaysAsync();
        var answer = await _client.GetAsync($"people/{_person}/traits/work.focus_duration.last/history?to=2026-01-23T00:00:00Z");

        Assert.Equal((_person, "work.focus_duration.last", "quantity", "2026-01-23T00:00:00Z", 3),
            (answer.Json.GetProperty("person_id").GetString(), answer.Json.GetProperty("path").GetString(), answer.Json.GetProperty("kind").GetString(), answer.Json.GetProperty("to").GetString(), answer.Json.GetProperty("changes").GetInt32()));
        Assert.Equal(
            [("2026-01-20T09:00:00Z", 90), ("2026-01-21T09:00:00Z", 30), ("2026-01-22T09:00:00Z", 45), ("2026-01-23T00:00:00Z", 45)],
            answer.Json.GetProperty("points").EnumerateArray().Select(point => (point.GetProperty("at").GetString(), point.GetProperty("value").GetInt32())));
        Assert.Equal("s-2026-01-20", answer.Json.GetProperty("points")[0].GetProperty("observation_ids")[0].GetString());
        Assert.False(answer.Json.GetProperty("points")[3].TryGetProperty("observation_ids", out _));

        var two = await _client.GetAsync($"people/{_person}/traits/work.focus_duration/history?points=2&from=2026-01-21T00:00:00Z");
        Assert.Equal((2, "2026-01-21T00:00:00Z", 2), (two.Json.GetProperty("points").GetArrayLength(), two.Json.GetProperty("points")[0].GetProperty("at").GetString(), two.Json.GetProperty("changes").GetInt32()));
        var mindscape = await _client.GetAsync($"people/{_person}/mindscape?at={two.Json.GetProperty("to").GetString()}");
        Assert.Equal(mindscape.Json.GetProperty("traits").GetProperty("work.focus_duration").GetProperty("confidence").GetDouble(), two.Json.GetProperty("points")[1].GetProperty("confidence").GetDouble());
    }

    [Theory]
    [InlineData("work.focus_duration", "points=1", "invalid-parameter")]
    [InlineData("work.focus_duration", "points=501", "invalid-parameter")]
    [InlineData("work.focus_duration", "points=ten", "invalid-parameter")]
    [InlineData("work.focus_duration", "to=2999-01-01T00:00:00Z", "invalid-parameter")]
    [InlineData("work.focus_duration", "from=2999-01-01T00:00:00Z", "invalid-parameter")]
    [InlineData("work.focus_duration", "from=2026-01-21T00:00:00Z&to=2026-01-21T00:00:00Z", "invalid-parameter")]
    [InlineData("work.focus_duration", "from=then", "invalid-parameter")]
    [InlineData("work.focus_duration", "at=2026-01-21T00:00:00Z", "unknown-parameter")]
    [InlineData("work.focus_duration", "to=2026-01-20T08:00:00Z", "unknown-trait")]
    [InlineData("work.focus_duration.p91", "", "unknown-trait")]
    [InlineData("work.nothing", "", "unknown-trait")]
    [InlineData("work..focus", "", "unknown-trait")]
    public async Task A_history_of_nothing_or_of_no_range_is_a_problem(string path, string query, string problem)
    {
        await PostDaysAsync();
        var answer = await _client.GetAsync($"people/{_person}/traits/{path}/history?{query}");
        Assert.Equal((problem == "unknown-trait" ? HttpStatusCode.NotFound : HttpStatusCode.BadRequest, problem), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Nobodys_trait_has_no_history() =>
        Assert.Equal("unknown-person", (await _client.GetAsync($"people/{_person}/traits/work.focus_duration/history")).Problem);

    private static string Session(string day, int minutes) =>
        $$"""{"id":"s-{{day}}","type":"work_session","observed_at":"{{day}}T09:00:00Z","content":{"duration_minutes":{{minutes}},"productivity_score":5,"interruptions":0} }""";

    private static int Count(Answer mindscape) => mindscape.Json.GetProperty("traits").GetProperty("work.focus_duration").GetProperty("count").GetInt32();

    private static double Focus(Answer persona) => persona.Json.GetProperty("core").GetProperty("work.focus_duration").GetProperty("value").GetDouble();

    private async Task<string> PostDaysAsync() =>
        (await _client.PostAsync(_person, $"[{Session("2026-01-22", 45)},{Session("2026-01-20", 90)},{Session("2026-01-21", 30)}]")).Receipt;
}
