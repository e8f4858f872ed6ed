using System.Globalization;
using System.Net;
using System.Text.Json;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class ExplainTests(StartedHost host) : IClassFixture<StartedHost>
{
    private readonly ApiClient _client = host.Client;

    [Fact]
    public async Task A_cached_persona_is_explained_as_it_is_byte_for_byte()
    {
        var person = await SettledAsync(Samples.Session);
        var path = $"people/{person}/personas/daily_work_optimizer";
        var plain = await _client.GetAsync(path);
        var explained = await _client.GetAsync($"{path}?view=explain");

        Assert.Matches("^PersonaKit; hit; ttl=[0-9]+$", explained.CacheStatus);
        Assert.StartsWith(plain.Text[..^1] + ",\"explanation\":{", explained.Text, StringComparison.Ordinal);
        Assert.Equal(plain.Json.GetProperty("generated_at").GetString(), explained.Json.GetProperty("explanation").GetProperty("at").GetString());
        Assert.Equal(explained.Text, (await _client.GetAsync($"{path}?view=explain")).Text);
        Assert.Equal(plain.Text, (await _client.GetAsync(path)).Text);

        Assert.NotEqual(plain.ETag, explained.ETag);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync($"{path}?view=explain", plain.ETag)).Status);
        Assert.Equal(HttpStatusCode.NotModified, (await _client.GetAsync($"{path}?view=explain", explained.ETag)).Status);
    }

    [Fact]
    public async Task A_persona_that_is_built_to_be_explained_is_the_one_the_next_reader_gets()
    {
        var person = await SettledAsync(Samples.Session);
        var path = $"people/{person}/personas/daily_work_optimizer";
        var explained = await _client.GetAsync($"{path}?view=explain");
        var plain = await _client.GetAsync(path);

        Assert.Equal("PersonaKit; fwd=miss; stored", explained.CacheStatus);
        Assert.StartsWith("PersonaKit; hit", plain.CacheStatus, StringComparison.Ordinal);
        Assert.StartsWith(plain.Text[..^1] + ",\"explanation\":{", explained.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_rule_says_why_it_spoke_or_did_not()
    {
        var person = StartedHost.NewPerson();
        await _client.PostAsync(person, """[{"id":"zone","type":"assertion","observed_at":"2026-01-19T12:00:00Z","content":{"trait":"profile.time_zone","value":"America/New_York"}},{"id":"session","type":"work_session","observed_at":"2026-01-19T14:00:00Z","content":{"start":"2026-01-19T14:00:00Z","duration_minutes":90,"productivity_score":5,"interruptions":4}}]""");
        var post = await _client.PostAsync(person, """{"id":"check","type":"user_input","observed_at":"2026-01-20T14:00:00Z","content":{"type":"energy_check","energy_level":"low"}}""");

        var answer = await _client.GetAsync($"people/{person}/personas/daily_work_optimizer?view=explain&at=2026-01-20T15:00:00Z&after={post.Receipt}");

        Assert.Equal("PersonaKit; fwd=bypass", answer.CacheStatus);
        var explanation = answer.Json.GetProperty("explanation");
        Assert.Equal(("America/New_York", "2026-01-20T10:00:00"), (Text(explanation, "time_zone"), Text(explanation, "local_time")));
        Assert.Equal(
            [
                "morning_high_energy_deep_work True", "low_energy_break True", "afternoon_slump_management False", "meeting_prep_high_switch_cost False", "daily_review_planning False",
            ],
            explanation.GetProperty("rules").EnumerateArray().Select(rule => $"{Text(rule, "rule_id")} {rule.GetProperty("fired")}"));
        var morning = explanation.GetProperty("rules")[0].GetProperty("condition");
        Assert.Equal(("all", "high", "work.energy_patterns", "0.691"), (
            Text(morning, "node"), Text(morning.GetProperty("parts")[0], "saw"), Text(morning.GetProperty("parts")[0], "trait"), morning.GetProperty("parts")[0].GetProperty("confidence").GetRawText()));
        var meeting = explanation.GetProperty("rules")[3].GetProperty("condition").GetProperty("parts");
        Assert.Equal(("missing", "False", "True"), (Text(meeting[0], "status"), meeting[0].GetProperty("answer").ToString(), meeting[1].GetProperty("answer").ToString()));
        Assert.Equal(["work.energy_patterns seen", "work.focus_duration seen", "work.peak_hours seen"], explanation.GetProperty("rules")[0].GetProperty("actions")[0].GetProperty("about").EnumerateArray().Select(trait => $"{Text(trait, "path")} {Text(trait, "status")}"));
        Assert.Equal("morning", Text(explanation.GetProperty("active_patterns").GetProperty("time_of_day"), "value"));
        var duration = explanation.GetProperty("rules")[0].GetProperty("actions")[0].GetProperty("parameters")[0];
        Assert.Equal(("duration", "trait", "work.focus_duration.p90", 90), (Text(duration, "name"), Text(duration, "source"), Text(duration, "path"), duration.GetProperty("value").GetInt32()));
        Assert.Equal(["check", "session"], explanation.GetProperty("current_state").GetProperty("energy_level").GetProperty("evidence_ids").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal(
            ["time_window", "time_of_day"],
            explanation.GetProperty("expiry").GetProperty("candidates").EnumerateArray().Where(candidate => candidate.GetProperty("decides").GetBoolean()).Select(candidate => Text(candidate, "reason")));
        Assert.Equal("2026-01-20T17:00:00Z", Text(answer.Json, "expires_at"));
    }

    [Fact]
    public async Task A_mindscape_shows_the_arithmetic_of_every_confidence()
    {
        var person = StartedHost.NewPerson();
        var post = await _client.PostAsync(person, """{"id":"session","type":"work_session","observed_at":"2026-01-20T09:00:00Z","content":{"duration_minutes":90,"productivity_score":5,"interruptions":0}}""");

        var path = $"people/{person}/mindscape?after={post.Receipt}&at=2026-02-17T10:00:00Z";
        var answer = await _client.GetAsync($"{path}&view=explain");

        var traits = answer.Json.GetProperty("traits");
        foreach (var trait in traits.EnumerateObject())
        {
            var terms = trait.Value.GetProperty("explanation");
            double Number(string name) => terms.GetProperty(name).GetDouble();
            var exact = Number("agreement") * (1 - Math.Exp(-Number("evidence_at_last_observation") * Math.Pow(2, -Number("age_seconds") / Number("half_life_seconds"))));
            Assert.Equal(Number("exact_confidence"), exact, 1e-12);
            Assert.Equal(trait.Value.GetProperty("confidence").GetDouble(), Math.Round(Number("exact_confidence"), 3, MidpointRounding.AwayFromZero));
            Assert.Equal(["session"], terms.GetProperty("evidence_ids").EnumerateArray().Select(id => id.GetString()));
            Assert.Equal(trait.Value.TryGetProperty("faded", out _), terms.GetProperty("faded").GetBoolean());
            Assert.StartsWith(terms.GetProperty("agreement").GetDouble().ToString(CultureInfo.InvariantCulture) + " × (1 − exp(−", terms.GetProperty("arithmetic").GetString(), StringComparison.Ordinal);
        }

        // Aged by whole days, twenty-eight of them, which is one half-life: 1 − 0.1^(1/2).
        Assert.Equal(0.684, traits.GetProperty("work.focus_duration").GetProperty("confidence").GetDouble());
        Assert.Equal("work.energy_patterns.peak_hours", Text(traits.GetProperty("work.peak_hours").GetProperty("explanation"), "derived_from"));
        Assert.DoesNotContain("\"explanation\"", (await _client.GetAsync(path)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mindscape")]
    [InlineData("personas/daily_work_optimizer")]
    public async Task Any_other_view_is_refused(string resource)
    {
        var person = await SettledAsync(Samples.Session);
        foreach (var view in new[] { "", "full", "Explain", "explain&view=explain" })
        {
            var answer = await _client.GetAsync($"people/{person}/{resource}?view={view}");
            Assert.Equal((HttpStatusCode.BadRequest, "invalid-parameter"), (answer.Status, answer.Problem));
        }
    }

    [Fact]
    public async Task What_cannot_be_built_is_refused_as_it_is_without_an_explanation()
    {
        var person = await SettledAsync(Samples.LowEnergy);
        Assert.Equal("missing-traits", (await _client.GetAsync($"people/{person}/personas/daily_work_optimizer?view=explain")).Problem);
        Assert.Equal("missing-traits", (await _client.GetAsync($"people/{person}/personas/daily_work_optimizer?view=explain&at=2126-01-20T15:00:00Z")).Problem);
        Assert.Equal("unknown-person", (await _client.GetAsync($"people/{StartedHost.NewPerson()}/personas/daily_work_optimizer?view=explain")).Problem);
        Assert.Equal("unknown-person", (await _client.GetAsync($"people/{StartedHost.NewPerson()}/personas/daily_work_optimizer?view=explain&at=2026-01-20T15:00:00Z")).Problem);
        var receipt = (await _client.PostAsync(StartedHost.NewPerson(), Samples.Session)).Receipt;
        Assert.Equal("foreign-receipt", (await _client.GetAsync($"people/{person}/personas/daily_work_optimizer?view=explain&after={receipt}")).Problem);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

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
