using System.Net;
using System.Text;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

/// <summary>A trait catalog that is published through the API: who goes by it, and what is refused.</summary>
public sealed class CatalogPushTests : IAsyncLifetime
{
    private const string Focus = "from: duration_minutes, confidence: 0.9";

    private readonly StartedHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_files_of_the_host_are_published_and_can_be_read_under_a_tag()
    {
        var published = await _host.Client.GetAsync("catalog");
        Assert.Equal((1, "file", true), (published.Json.GetProperty("revision").GetInt32(), published.Json.GetProperty("origin").GetString(), published.Json.GetProperty("readable").GetBoolean()));
        Assert.Equal(StartedHost.ShippedCatalog.Source, published.Json.GetProperty("source").GetString());
        Assert.Equal(HttpStatusCode.NotModified, (await _host.Client.GetAsync("catalog", published.ETag)).Status);
    }

    [Fact]
    public async Task A_pushed_catalog_is_gone_by_at_once_refolds_people_who_do_nothing_and_survives_a_restart()
    {
        await _host.Client.PostAsync("ada", $"[{Samples.Session},{Samples.LowEnergy}]");
        await _host.FoldAsync();
        var before = await _host.Client.GetAsync("people/ada/personas/daily_work_optimizer");
        var version = (await _host.Client.GetAsync("people/ada/mindscape")).Json.GetProperty("version").GetInt64();

        var pushed = await PushAsync(StartedHost.ShippedCatalog.Source.Replace(Focus, "from: interruptions, confidence: 0.9", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.Created, 2), (pushed.Status, pushed.Json.GetProperty("revision").GetInt32()));
        var after = await _host.Client.GetAsync("people/ada/personas/daily_work_optimizer");
        Assert.NotEqual(FocusIn(before), FocusIn(after));
        await _host.FoldAsync();
        Assert.True((await _host.Client.GetAsync("people/ada/mindscape")).Json.GetProperty("version").GetInt64() > version, "nobody folded the person again");

        await _host.RestartAsync();
        Assert.Equal("api", (await _host.Client.GetAsync("catalog")).Json.GetProperty("origin").GetString());
        Assert.Equal(FocusIn(after), FocusIn(await _host.Client.GetAsync("people/ada/personas/daily_work_optimizer")));
    }

    [Fact]
    public async Task A_post_is_checked_against_the_catalog_that_was_pushed_just_before()
    {
        var pushed = await PushAsync("traits:\n  notes.mood: {kind: category, half_life: 7d, values: [calm, tense]}\nobservations:\n  mood_check:\n    fields: {mood: text}\n    feeds:\n      - {trait: notes.mood, from: mood, confidence: 0.9}\n");
        Assert.True(pushed.Status == HttpStatusCode.Created, pushed.Text);
        var receipt = (await _host.Client.PostAsync("ada", """{"type":"mood_check","content":{"mood":"calm"}}""")).Receipt;
        var traits = (await _host.Client.GetAsync($"people/ada/mindscape?after={receipt}")).Json.GetProperty("traits");
        Assert.Equal("calm", traits.GetProperty("notes.mood").GetProperty("value").GetString());
        Assert.Equal("notes.mood", (await _host.Client.GetAsync("traits")).Json.GetProperty("traits").EnumerateArray().First().GetProperty("key").GetString());
    }

    [Fact]
    public async Task Several_documents_are_one_catalog_and_none_says_again_what_another_says()
    {
        var first = "traits:\n  notes.mood: {kind: category, half_life: 7d}\n";
        Assert.Equal(2, (await PushAsync($"{first}---\ntraits:\n  notes.pace: {{kind: quantity, half_life: 7d}}\n")).Json.GetProperty("traits").GetInt32() - 1);
        var twice = await PushAsync($"{first}---\ntraits:\n  notes.mood: {{kind: quantity, half_life: 7d}}\n");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-catalog"), (twice.Status, twice.Problem));
        Assert.Contains("'notes.mood' already stands under 'traits' in line 2", twice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_push_says_what_it_expects_and_a_text_with_errors_changes_nothing()
    {
        var tag = (await _host.Client.GetAsync("catalog")).ETag;
        foreach (var (text, header, status, problem) in new[]
        {
            ("traits: {notes.mood: {kind: category, half_life: 7d}}", ((string, string?))("If-Match", null), HttpStatusCode.PreconditionRequired, "precondition-required"),
            ("traits: {notes.mood: {kind: category, half_life: 7d}}", ("If-Match", "\"99\""), HttpStatusCode.PreconditionFailed, "catalog-changed"),
            ("traits: {notes.mood: {kind: categry, half_life: 7d}}", ("If-Match", tag), HttpStatusCode.BadRequest, "invalid-catalog"),
            ("", ("If-Match", tag), HttpStatusCode.BadRequest, "invalid-catalog"),
        })
        {
            var answer = await PutAsync(text, header);
            Assert.Equal((status, problem), (answer.Status, answer.Problem));
        }

        var same = await PutAsync(StartedHost.ShippedCatalog.Source, ("If-Match", "\"99\""));
        Assert.Equal((HttpStatusCode.OK, tag), (same.Status, same.ETag));
        Assert.Equal(tag, (await _host.Client.GetAsync("catalog")).ETag);
    }

    [Fact]
    public async Task The_answer_warns_of_mappers_whose_paths_lead_nowhere_now()
    {
        var pushed = await PushAsync("traits: {notes.mood: {kind: category, half_life: 7d}}");
        Assert.Contains(pushed.Json.GetProperty("mapper_warnings").EnumerateArray(), warning => warning.GetProperty("mapper_id").GetString() == "daily_work_optimizer");
    }

    [Fact]
    public async Task The_catalog_is_no_mapper()
    {
        Assert.Equal("unknown-mapper", (await _host.Client.GetAsync("mappers/catalog")).Problem);
        Assert.Equal("unknown-mapper", (await _host.Client.SendAsync(HttpMethod.Post, "mappers/catalog/retire")).Problem);
        Assert.Equal("invalid-mapper-id", (await _host.Client.SendTextAsync(HttpMethod.Put, "mappers/catalog", "metadata: {id: catalog}"u8.ToArray())).Problem);
        var mappers = (await _host.Client.GetAsync("mappers")).Json.GetProperty("mappers").EnumerateArray().Select(mapper => mapper.GetProperty("id").GetString());
        Assert.Equal(["daily_work_optimizer", "therapy_insights"], mappers);
    }

    private async Task<Answer> PushAsync(string text) => await PutAsync(text, ("If-Match", (await _host.Client.GetAsync("catalog")).ETag));

    private Task<Answer> PutAsync(string text, (string, string?) header) => _host.Client.SendTextAsync(HttpMethod.Put, "catalog", Encoding.UTF8.GetBytes(text), "application/yaml", header);

    private static double FocusIn(Answer persona) => persona.Json.GetProperty("core").GetProperty("work.focus_duration").GetProperty("value").GetDouble();
}
