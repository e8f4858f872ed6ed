using System.Net;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class PersonaTests(StartedHost host) : IClassFixture<StartedHost>
{
    private readonly ApiClient _client = host.Client;

    [Fact]
    public async Task A_second_request_is_a_hit_with_the_same_bytes_and_tag()
    {
        var person = await SettledAsync(Samples.Session);
        var first = await _client.GetAsync($"people/{person}/personas/daily_work_optimizer");
        var second = await _client.GetAsync($"people/{person}/personas/daily_work_optimizer");

        Assert.Equal("PersonaKit; fwd=miss; stored", first.CacheStatus);
        Assert.Matches("^PersonaKit; hit; ttl=[0-9]+$", second.CacheStatus);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal($"\"{first.Json.GetProperty("id").GetString()}\"", first.ETag);
        Assert.Equal(first.ETag, second.ETag);
        Assert.Equal("no-cache, private", second.Header("Cache-Control"));
        Assert.Equal("application/json", second.Message.Content.Headers.ContentType?.ToString());
        Assert.Equal(second.Text.Length, second.Message.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task A_client_that_holds_the_persona_gets_304_and_no_body()
    {
        var person = await SettledAsync(Samples.Session);
        var path = $"people/{person}/personas/daily_work_optimizer";
        var tag = (await _client.GetAsync(path)).ETag!;
        foreach (var header in new[] { tag, $"W/{tag}", $"\"other\", {tag}", "*" })
        {
            var answer = await _client.GetAsync(path, header);
            Assert.Equal((HttpStatusCode.NotModified, "", tag), (answer.Status, answer.Text, answer.ETag));
        }

        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(path, "\"other\"")).Status);
    }

    [Fact]
    public async Task A_new_observation_makes_the_cached_persona_stale()
    {
        var person = await SettledAsync(Samples.Session);
        var path = $"people/{person}/personas/daily_work_optimizer";
        await _client.GetAsync(path);
        var post = await _client.PostAsync(person, Samples.LowEnergy);

        var persona = await _client.GetAsync($"{path}?after={post.Receipt}");
        Assert.Equal("PersonaKit; fwd=stale; stored", persona.CacheStatus);
        Assert.Contains(persona.Json.GetProperty("overlay").GetProperty("suggestions").EnumerateArray(), s => s.GetProperty("rule_id").GetString() == "low_energy_break");
    }

    [Fact]
    public async Task A_preview_is_built_past_the_cache_and_never_stored()
    {
        var person = await SettledAsync(Samples.Session);
        var preview = await _client.GetAsync($"people/{person}/personas/daily_work_optimizer?at=2030-01-20T09:00:00+01:00");
        Assert.Equal("PersonaKit; fwd=bypass", preview.CacheStatus);
        Assert.Equal("2030-01-20T08:00:00Z", preview.Json.GetProperty("generated_at").GetString());
        Assert.Equal(0, (await _client.GetAsync($"people/{person}/personas")).Json.GetProperty("personas").GetArrayLength());
    }

    [Fact]
    public async Task A_persona_with_a_meeting_so_many_minutes_ahead_is_a_hit_within_the_minute_and_ends_when_the_meeting_begins()
    {
        var person = await SettledAsync(Samples.Session);
        var path = $"people/{person}/personas/daily_work_optimizer?context.upcoming_meeting=20";
        Answer first;
        Answer second;
        do
        {
            (first, second) = (await _client.GetAsync(path), await _client.GetAsync(path));
        }
        while (Minute(first) != Minute(second) || second.CacheStatus!.Contains("stored", StringComparison.Ordinal) && DateTimeOffset.UtcNow.Second == 0);

        Assert.Equal(first.Text, second.Text);
        Assert.StartsWith("PersonaKit; hit", second.CacheStatus, StringComparison.Ordinal);
        var meeting = first.Json.GetProperty("overlay").GetProperty("context").GetProperty("upcoming_meeting").GetDateTimeOffset();
        Assert.Equal((0, 0), (meeting.Second, meeting.Millisecond));
        Assert.True(first.Json.GetProperty("expires_at").GetDateTimeOffset() <= meeting);

        static string Minute(Answer answer) => answer.Json.GetProperty("overlay").GetProperty("context").GetProperty("upcoming_meeting").GetString()!;
    }

    [Theory]
    [InlineData("context.upcoming_meeting=9999-12-31T23:59:59.999Z")]
    [InlineData("context.upcoming_meeting=9999-12-31T23:59:59.999Z&at=9999-12-31T23:59:59.999Z")]
    [InlineData("context.upcoming_meeting=9999-12-31T23:59:59.999Z&at=9999-12-31T23:59:59.999Z&view=explain")]
    public async Task The_last_instant_of_the_calendar_is_one_like_any_other(string query)
    {
        var person = await SettledAsync(Samples.Session);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync($"people/{person}/personas/daily_work_optimizer?{query}")).Status);
    }

    [Fact]
    public async Task An_escape_of_half_a_surrogate_pair_in_a_context_is_refused()
    {
        var person = await SettledAsync(Samples.Session);
        var query = await _client.GetAsync($"people/{person}/personas/daily_work_optimizer?context.upcoming_meeting=%22%5Cud800%22");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-parameter"), (query.Status, query.Problem));

        // therapy_insights declares no fields, so the value is read as the JSON that it looks like.
        var undeclared = await _client.GetAsync($"people/{person}/personas/therapy_insights?context.note=%22%5Cud800%22");
        Assert.Equal("missing-traits", undeclared.Problem);
    }

    [Fact]
    public async Task Each_context_has_a_persona_of_its_own()
    {
        var person = await SettledAsync(Samples.Session);
        var path = $"people/{person}/personas/daily_work_optimizer";
        var soon = await _client.GetAsync($"{path}?context.upcoming_meeting=10");
        var plain = await _client.GetAsync(path);
        var meeting = soon.Json.GetProperty("overlay").GetProperty("context").GetProperty("upcoming_meeting").GetDateTimeOffset();
        Assert.InRange(meeting - soon.Json.GetProperty("generated_at").GetDateTimeOffset(), TimeSpan.FromMinutes(8.9), TimeSpan.FromMinutes(10));
        Assert.NotEqual(soon.ETag, plain.ETag);

        var cached = (await _client.GetAsync($"people/{person}/personas")).Json.GetProperty("personas");
        Assert.Equal(2, cached.GetArrayLength());
        Assert.All(cached.EnumerateArray(), row => Assert.Equal($"\"{row.GetProperty("id").GetString()}\"", row.GetProperty("etag").GetString()));
    }

    [Fact]
    public async Task An_unknown_context_field_is_refused_with_the_fields_there_are()
    {
        var person = await SettledAsync(Samples.Session);
        var answer = await _client.GetAsync($"people/{person}/personas/daily_work_optimizer?context.upcoming_meting=10");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-parameter"), (answer.Status, answer.Problem));
        Assert.Contains("upcoming_meeting", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_mappers_and_unknown_people_are_different_problems()
    {
        var mapper = await _client.GetAsync($"people/{StartedHost.NewPerson()}/personas/nobodys_mapper");
        var person = await _client.GetAsync($"people/{StartedHost.NewPerson()}/personas/daily_work_optimizer");
        Assert.Equal((HttpStatusCode.NotFound, "unknown-mapper"), (mapper.Status, mapper.Problem));
        Assert.Equal((HttpStatusCode.NotFound, "unknown-person"), (person.Status, person.Problem));
        Assert.Equal("unknown-person", (await _client.GetAsync($"people/{StartedHost.NewPerson()}/personas")).Problem);
    }

    [Fact]
    public async Task Missing_traits_are_all_named_in_the_mappers_order()
    {
        var person = await SettledAsync(Samples.LowEnergy);
        var answer = await _client.GetAsync($"people/{person}/personas/daily_work_optimizer");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "missing-traits"), (answer.Status, answer.Problem));
        string[] missing = ["work.energy_patterns", "work.focus_duration", "work.peak_hours", "work.task_switching_cost"];
        Assert.Equal(missing, answer.Json.GetProperty("missing_traits").EnumerateArray().Select(path => path.GetString()));
        Assert.All(missing, path => Assert.Contains(path, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal));
    }

    /// <summary>A person whose one post the feed has folded, so that nothing moves any more.</summary>
    private async Task<string> SettledAsync(string observation)
    {
        var person = StartedHost.NewPerson();
        await _client.PostAsync(person, observation);
        while ((await _client.GetAsync($"people/{person}/mindscape")).Json.GetProperty("updated_at").ValueKind == System.Text.Json.JsonValueKind.Null)
        {
            await Task.Delay(5);
        }

        // The head row follows the fold.
        await Task.Delay(50);
        return person;
    }
}
