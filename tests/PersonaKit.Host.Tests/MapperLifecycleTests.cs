using System.Net;
using System.Text;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

/// <summary>A mapper from its first draft to its retirement, over HTTP.</summary>
public sealed class MapperLifecycleTests : IAsyncLifetime
{
    private readonly StartedHost _host = new();
    private readonly string _person = StartedHost.NewPerson();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_first_upload_is_a_draft_that_nobody_is_served()
    {
        var uploaded = await PutAsync(Text("Hello"));
        Assert.Equal((HttpStatusCode.Created, "/api/v1/mappers/greeter/revisions/1"), (uploaded.Status, uploaded.Header("Location")));
        Assert.Equal((1, "draft", "api"), (uploaded.Json.GetProperty("revision").GetInt32(), StatusOf(uploaded), uploaded.Json.GetProperty("origin").GetString()));
        Assert.Equal(0, uploaded.Json.GetProperty("warnings").GetArrayLength());

        await ObserveAsync();
        var persona = await PersonaAsync();
        Assert.Equal((HttpStatusCode.NotFound, "mapper-not-active"), (persona.Status, persona.Problem));
        Assert.Contains("draft", persona.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);

        var mapper = await _host.Client.GetAsync("mappers/greeter");
        Assert.Equal(uploaded.ETag, mapper.ETag);
        Assert.Equal(("draft", Text("Hello")), (StatusOf(mapper), mapper.Json.GetProperty("source").GetString()));
        var listed = (await _host.Client.GetAsync("mappers")).Json.GetProperty("mappers").EnumerateArray().Single(each => each.GetProperty("id").GetString() == "greeter");
        Assert.Equal(("draft", System.Text.Json.JsonValueKind.Null, 1), (listed.GetProperty("status").GetString(), listed.GetProperty("active_revision").ValueKind, listed.GetProperty("newest_revision").GetInt32()));
    }

    [Fact]
    public async Task Activating_another_revision_changes_what_is_served_at_once_and_an_older_one_rolls_back()
    {
        await ObserveAsync();
        var first = await PutAsync(Text("Hello"));
        Assert.Equal(("active", 1), await ActivateAsync(1));
        Assert.Equal(("Hello", 1), await GreetingAsync());

        var current = (await _host.Client.GetAsync("mappers/greeter")).ETag;
        Assert.NotEqual(first.ETag, current);
        Assert.Equal(HttpStatusCode.Created, (await PutAsync(Text("Good day"), ("If-Match", current))).Status);
        Assert.Equal(("Hello", 1), await GreetingAsync());
        Assert.Equal(("active", 2), await ActivateAsync(2));
        Assert.Equal(("Good day", 2), await GreetingAsync());
        Assert.Equal(("active", 1), await ActivateAsync(1));
        Assert.Equal(("Hello", 1), await GreetingAsync());

        var revisions = (await _host.Client.GetAsync("mappers/greeter")).Json.GetProperty("revisions").EnumerateArray();
        Assert.Equal([(2, "inactive"), (1, "active")], revisions.Select(revision => (revision.GetProperty("revision").GetInt32(), revision.GetProperty("status").GetString()!)));
        Assert.Equal("greeter", Assert.Single((await _host.Client.GetAsync($"people/{_person}/personas")).Json.GetProperty("personas").EnumerateArray()).GetProperty("mapper_id").GetString());
    }

    [Fact]
    public async Task A_retired_mapper_says_so_and_comes_back()
    {
        await ObserveAsync();
        await PutAsync(Text("Hello"));
        await ActivateAsync(1);
        await GreetingAsync();
        Assert.Equal("retired", StatusOf(await _host.Client.SendAsync(HttpMethod.Post, "mappers/greeter/retire")));

        var persona = await PersonaAsync();
        Assert.Equal((HttpStatusCode.NotFound, "mapper-not-active"), (persona.Status, persona.Problem));
        Assert.Contains("retired", persona.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await _host.Client.GetAsync($"people/{_person}/personas")).Json.GetProperty("personas").GetArrayLength());
        Assert.Equal("retired", StatusOf(await _host.Client.SendAsync(HttpMethod.Post, "mappers/greeter/retire")));
        await ActivateAsync(1);
        Assert.Equal(("Hello", 1), await GreetingAsync());
    }

    [Fact]
    public async Task What_was_decided_outlives_a_restart()
    {
        await PutAsync(Text("Hello"));
        await ActivateAsync(1);
        await _host.Client.SendAsync(HttpMethod.Post, "mappers/therapy_insights/retire");
        await _host.RestartAsync();

        var mappers = (await _host.Client.GetAsync("mappers")).Json.GetProperty("mappers").EnumerateArray();
        Assert.Equal(
            [("daily_work_optimizer", "active"), ("greeter", "active"), ("therapy_insights", "retired")],
            mappers.Select(mapper => (mapper.GetProperty("id").GetString()!, mapper.GetProperty("status").GetString()!)));
    }

    [Fact]
    public async Task However_many_activate_at_once_exactly_one_revision_is_active()
    {
        var tag = (await PutAsync(Text("1"))).ETag;
        tag = (await PutAsync(Text("2"), ("If-Match", tag))).ETag;
        await PutAsync(Text("3"), ("If-Match", tag));
        await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            Assert.Equal(HttpStatusCode.OK, (await _host.Client.SendAsync(HttpMethod.Post, $"mappers/greeter/revisions/{1 + (i % 3)}/activate")).Status);
            var mapper = (await _host.Client.GetAsync("mappers/greeter")).Json;
            var active = Assert.Single(mapper.GetProperty("revisions").EnumerateArray(), revision => revision.GetProperty("status").GetString() == "active");
            Assert.Equal(mapper.GetProperty("active_revision").GetInt32(), active.GetProperty("revision").GetInt32());
        }));
    }

    [Fact]
    public async Task Activation_and_retirement_honour_If_Match_and_refuse_what_is_not_there()
    {
        var tag = (await PutAsync(Text("1"))).ETag;
        foreach (var path in new[] { "mappers/greeter/revisions/1/activate", "mappers/greeter/retire" })
        {
            var stale = await _host.Client.SendAsync(HttpMethod.Post, path, ("If-Match", "\"99\""));
            Assert.Equal((HttpStatusCode.PreconditionFailed, "mapper-changed"), (stale.Status, stale.Problem));
        }

        Assert.Equal(HttpStatusCode.OK, (await _host.Client.SendAsync(HttpMethod.Post, "mappers/greeter/revisions/1/activate", ("If-Match", tag))).Status);
        foreach (var (path, problem) in new[] { ("mappers/greeter/revisions/2/activate", "unknown-revision"), ("mappers/nobody/revisions/1/activate", "unknown-mapper"), ("mappers/nobody/retire", "unknown-mapper") })
        {
            var answer = await _host.Client.SendAsync(HttpMethod.Post, path);
            Assert.Equal((HttpStatusCode.NotFound, problem), (answer.Status, answer.Problem));
        }
    }

    [Fact]
    public async Task A_mapper_that_the_client_has_is_not_sent_again_until_it_changes()
    {
        await PutAsync(Text("1"));
        var got = await _host.Client.GetAsync("mappers/greeter");
        Assert.Equal((HttpStatusCode.NotModified, ""), ((await _host.Client.GetAsync("mappers/greeter", got.ETag)).Status, (await _host.Client.GetAsync("mappers/greeter", got.ETag)).Text));
        await ActivateAsync(1);
        Assert.Equal(HttpStatusCode.OK, (await _host.Client.GetAsync("mappers/greeter", got.ETag)).Status);
    }

    [Fact]
    public async Task A_revision_from_a_newer_version_is_named_and_holds_up_no_other()
    {
        await ObserveAsync();
        var strange = MapperId.Parse("strange");
        var store = _host.Service<IMapperStore>();
        await store.AddAsync(strange, "metadata: {id: strange}\nfrom_a_newer_version: true", MapperOrigin.Api, default, null, default);
        await store.ActivateAsync(strange, 1, MapperOrigin.Api, "1", default);
        await PutAsync(Text("Hello"));
        await ActivateAsync(1);

        var persona = await _host.Client.GetAsync($"people/{_person}/personas/strange");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "mapper-unreadable"), (persona.Status, persona.Problem));
        Assert.NotNull(persona.RetryAfter);
        Assert.Equal(("Hello", 1), await GreetingAsync());
        var listed = (await _host.Client.GetAsync("mappers")).Json.GetProperty("mappers").EnumerateArray().Select(mapper => mapper.GetProperty("id").GetString());
        Assert.Contains("strange", listed);
        Assert.Equal("active", StatusOf(await _host.Client.GetAsync("mappers/strange")));
        Assert.Contains("strange", _host.Log, StringComparison.Ordinal);
    }

    private static string Text(string greeting) => $$$"""
        metadata: {id: greeter}
        rules: [{id: r, conditions: {all: []}, actions: [{generate_suggestion: {type: t, template: t}}]}]
        templates: {t: {title: "{{{greeting}}}"}}
        """;

    private static string? StatusOf(Answer answer) => answer.Json.GetProperty("status").GetString();

    private Task<Answer> PutAsync(string text, params (string Name, string? Value)[] headers) =>
        _host.Client.SendTextAsync(HttpMethod.Put, "mappers/greeter", Encoding.UTF8.GetBytes(text), "application/yaml", headers);

    private async Task<(string? Status, int Active)> ActivateAsync(int revision)
    {
        var answer = await _host.Client.SendAsync(HttpMethod.Post, $"mappers/greeter/revisions/{revision}/activate");
        return (StatusOf(answer), answer.Json.GetProperty("active_revision").GetInt32());
    }

    /// <summary>The person is there, and the fold that follows is over: it would make what is cached stale.</summary>
    private async Task ObserveAsync()
    {
        await _host.Client.PostAsync(_person, Samples.Session);
        while ((await _host.Client.GetAsync($"people/{_person}/mindscape")).Json.GetProperty("updated_at").ValueKind == System.Text.Json.JsonValueKind.Null)
        {
            await Task.Delay(10);
        }
    }

    private Task<Answer> PersonaAsync() => _host.Client.GetAsync($"people/{_person}/personas/greeter");

    private async Task<(string? Greeting, int Revision)> GreetingAsync()
    {
        var persona = (await PersonaAsync()).Json;
        return (persona.GetProperty("overlay").GetProperty("suggestions")[0].GetProperty("title").GetString(), persona.GetProperty("mapper_revision").GetInt32());
    }
}
