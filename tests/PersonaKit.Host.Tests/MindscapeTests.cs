using System.Net;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class MindscapeTests(StartedHost host) : IClassFixture<StartedHost>
{
    private readonly ApiClient _client = host.Client;

    [Fact]
    public async Task A_mindscape_states_its_traits_in_order_with_value_confidence_and_evidence()
    {
        var person = StartedHost.NewPerson();
        var post = await _client.PostAsync(person, """{"type":"work_session","observed_at":"2026-01-20T10:30:00Z","content":{"start":"2026-01-20T09:00:00Z","duration_minutes":90,"productivity_score":5,"interruptions":0}}""");
        var answer = await _client.GetAsync($"people/{person}/mindscape?after={post.Receipt}&at=2026-01-20T11:00:00Z");

        Assert.Equal((person, 1, "2026-01-20T11:00:00Z", "UTC"),
            (answer.Json.GetProperty("person_id").GetString(), answer.Json.GetProperty("received").GetInt32(), answer.Json.GetProperty("at").GetString(), answer.Json.GetProperty("time_zone").GetString()));
        var traits = answer.Json.GetProperty("traits").EnumerateObject().ToList();
        Assert.Equal(traits.Select(trait => trait.Name).Order(StringComparer.Ordinal), traits.Select(trait => trait.Name));
        var focus = answer.Json.GetProperty("traits").GetProperty("work.focus_duration");
        Assert.Equal(("quantity", 90, 0.9, 1),
            (focus.GetProperty("kind").GetString(), focus.GetProperty("value").GetInt32(), focus.GetProperty("confidence").GetDouble(), focus.GetProperty("count").GetInt32()));
        Assert.Equal("2026-01-20T10:30:00Z", focus.GetProperty("last_observed_at").GetString());
        Assert.Equal(90, focus.GetProperty("detail").GetProperty("p50").GetInt32());
        Assert.False(focus.TryGetProperty("faded", out _));
    }

    [Fact]
    public async Task A_trait_that_faded_says_so()
    {
        var person = StartedHost.NewPerson();
        await _client.PostAsync(person, Samples.LowEnergy);
        var answer = await _client.GetAsync($"people/{person}/mindscape?at={DateTimeOffset.UtcNow.AddDays(3):yyyy-MM-dd'T'HH:mm:ss'Z'}");
        Assert.True(answer.Json.GetProperty("traits").GetProperty("current_state.energy_level").GetProperty("faded").GetBoolean());
    }

    [Fact]
    public async Task A_mindscape_in_which_only_the_clock_moved_is_304()
    {
        var person = StartedHost.NewPerson();
        await _client.PostAsync(person, """{"type":"assertion","content":{"trait":"profile.tone","value":"direct"}}""");
        var settled = await SettledAsync(person);
        await Task.Delay(20);

        var again = await _client.GetAsync($"people/{person}/mindscape", settled.ETag);
        Assert.Equal((HttpStatusCode.NotModified, ""), (again.Status, again.Text));

        var post = await _client.PostAsync(person, """{"type":"assertion","content":{"trait":"profile.tone","value":"gentle"}}""");
        var changed = await _client.GetAsync($"people/{person}/mindscape?after={post.Receipt}", settled.ETag);
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.NotEqual(settled.ETag, changed.ETag);
    }

    [Fact]
    public async Task The_tag_is_weak_because_the_instant_moves_under_it()
    {
        var person = StartedHost.NewPerson();
        await _client.PostAsync(person, """{"type":"assertion","content":{"trait":"profile.tone","value":"direct"}}""");
        var settled = await SettledAsync(person);
        await Task.Delay(5);
        var later = await _client.GetAsync($"people/{person}/mindscape");

        Assert.Equal(settled.ETag, later.ETag);
        Assert.NotEqual(settled.Text, later.Text);
        Assert.StartsWith("W/\"", settled.ETag, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, (await _client.GetAsync($"people/{person}/mindscape", settled.ETag![2..])).Status);
        Assert.Equal(HttpStatusCode.NotModified, (await _client.GetAsync($"people/{person}/mindscape", $"\"other\", {settled.ETag}")).Status);
    }

    [Theory]
    [InlineData("2026-01-20T11:00:00+01:00")]
    [InlineData("2026-01-20T11:00:00%2B01:00")]
    public async Task A_plus_sign_in_at_means_an_offset_escaped_or_not(string at)
    {
        var person = StartedHost.NewPerson();
        await _client.PostAsync(person, """{"type":"assertion","observed_at":"2026-01-20T09:00:00Z","content":{"trait":"profile.tone","value":"direct"}}""");
        Assert.Equal("2026-01-20T10:00:00Z", (await _client.GetAsync($"people/{person}/mindscape?at={at}")).Json.GetProperty("at").GetString());
    }

    [Theory]
    [InlineData("at=yesterday", "invalid-parameter")]
    [InlineData("at=2026-01-20T11:00:00", "invalid-parameter")]
    [InlineData("at=2026-01-20T11:00:00Z&at=2026-01-20T11:00:00Z", "invalid-parameter")]
    [InlineData("aftr=x", "unknown-parameter")]
    public async Task A_bad_query_is_refused(string query, string problem)
    {
        var answer = await _client.GetAsync($"people/{StartedHost.NewPerson()}/mindscape?{query}");
        Assert.Equal((HttpStatusCode.BadRequest, problem), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task An_unknown_parameter_is_answered_with_the_known_ones()
    {
        var answer = await _client.GetAsync($"people/{StartedHost.NewPerson()}/personas/daily_work_optimizer?contxt.x=1");
        Assert.Equal("the parameter 'contxt.x' is unknown here; known are context.<field>, after, at, as_of, known_at, view", answer.Json.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task An_unknown_person_has_no_mindscape()
    {
        var answer = await _client.GetAsync($"people/{StartedHost.NewPerson()}/mindscape");
        Assert.Equal((HttpStatusCode.NotFound, "unknown-person"), (answer.Status, answer.Problem));
    }

    private async Task<Answer> SettledAsync(string person)
    {
        while (true)
        {
            var answer = await _client.GetAsync($"people/{person}/mindscape");
            if (answer.Json.GetProperty("updated_at").ValueKind != System.Text.Json.JsonValueKind.Null)
            {
                return answer;
            }

            await Task.Delay(5);
        }
    }
}
