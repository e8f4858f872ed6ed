using System.Net;
using System.Text;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

/// <summary>What an upload or a validation of a mapper's text is told, and what is kept of the text.</summary>
public sealed class MapperUploadTests : IAsyncLifetime
{
    private readonly StartedHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_revision_is_shown_as_data_and_as_the_bare_text_that_came()
    {
        var text = "# greets 😀\r\n" + Text("Grüß dich ☕ \\ud83d\\ude00") + "\n\n";
        await PutAsync(text);
        var json = await _host.Client.GetAsync("mappers/greeter/revisions/1");
        Assert.Equal(text, json.Json.GetProperty("source").GetString());
        Assert.Equal("Grüß dich ☕ 😀", json.Json.GetProperty("parsed").GetProperty("templates").GetProperty("t").GetProperty("title").GetString());
        Assert.Equal(HttpStatusCode.NotModified, (await _host.Client.GetAsync("mappers/greeter/revisions/1", json.ETag)).Status);

        var bare = await _host.Client.SendAsync(HttpMethod.Get, "mappers/greeter/revisions/1", ("Accept", "application/yaml"));
        Assert.Equal((text, "application/yaml"), (bare.Text, bare.Message.Content.Headers.ContentType?.MediaType));
        Assert.Equal("application/json", (await _host.Client.SendAsync(HttpMethod.Get, "mappers/greeter/revisions/1", ("Accept", "*/*"))).Message.Content.Headers.ContentType?.MediaType);

        foreach (var (path, problem) in new[] { ("mappers/greeter/revisions/2", "unknown-revision"), ("mappers/greeter/revisions/0", "unknown-revision"), ("mappers/greeter/revisions/one", "unknown-revision"), ("mappers/nobody/revisions/1", "unknown-mapper") })
        {
            var answer = await _host.Client.GetAsync(path);
            Assert.Equal((HttpStatusCode.NotFound, problem), (answer.Status, answer.Problem));
        }
    }

    [Theory]
    [InlineData("application/yaml", "application/yaml")]
    [InlineData("application/yaml;q=0", "application/json")]
    [InlineData("application/yaml;q=0, */*", "application/json")]
    [InlineData("*/*;q=0.1, application/yaml;q=0.0", "application/json")]
    [InlineData("application/yaml;q=0, application/json;q=0", "application/json")]
    [InlineData("application/json;q=0, application/yaml;q=0.1", "application/yaml")]
    [InlineData("application/json;q=0.1, application/yaml;q=0.2", "application/yaml")]
    [InlineData("application/json;q=0.1, application/*;q=0.9", "application/yaml")]
    [InlineData("application/yaml, application/json", "application/yaml")]
    [InlineData("application/json, application/yaml", "application/json")]
    [InlineData("application/*", "application/json")]
    [InlineData("text/html", "application/json")]
    [InlineData("nonsense", "application/json")]
    public async Task A_revision_comes_in_the_form_that_is_preferred_and_never_in_one_that_is_refused(string accept, string type)
    {
        await PutAsync(Text("1"));
        var answer = await _host.Client.SendAsync(HttpMethod.Get, "mappers/greeter/revisions/1", ("Accept", accept));
        Assert.Equal((HttpStatusCode.OK, type), (answer.Status, answer.Message.Content.Headers.ContentType?.MediaType));
        var again = await _host.Client.SendAsync(HttpMethod.Get, "mappers/greeter/revisions/1", ("Accept", accept), ("If-None-Match", answer.ETag));
        Assert.Equal(HttpStatusCode.NotModified, again.Status);
        Assert.All([answer, again], one => Assert.Equal("Accept", string.Join(", ", one.Message.Headers.Vary)));
    }

    [Fact]
    public async Task An_upload_says_what_it_expects()
    {
        var first = await PutAsync(Text("1"), ("If-None-Match", "*"));
        Assert.Equal(HttpStatusCode.Created, first.Status);
        var silent = await PutAsync(Text("2"));
        Assert.Equal((HttpStatusCode.PreconditionRequired, "precondition-required"), (silent.Status, silent.Problem));
        foreach (var header in new (string, string?)[] { ("If-None-Match", "*"), ("If-Match", "\"99\""), ("If-Match", $"W/{first.ETag}") })
        {
            var answer = await PutAsync(Text("2"), header);
            Assert.Equal((HttpStatusCode.PreconditionFailed, "mapper-changed"), (answer.Status, answer.Problem));
        }

        // A retry of what came through is no conflict, whatever it expected.
        foreach (var header in new (string, string?)[] { ("If-None-Match", "*"), ("If-None-Match", null), ("If-Match", "\"99\"") })
        {
            var again = await PutAsync(Text("1"), header);
            Assert.Equal((HttpStatusCode.OK, first.ETag, 1), (again.Status, again.ETag, again.Json.GetProperty("revision").GetInt32()));
        }

        Assert.Equal(HttpStatusCode.Created, (await PutAsync(Text("2"), ("If-Match", $"\"99\", {first.ETag}"))).Status);
        Assert.Equal(HttpStatusCode.Created, (await PutAsync(Text("3"), ("If-Match", "*"))).Status);
        var absent = await _host.Client.SendTextAsync(HttpMethod.Put, "mappers/other", Encoding.UTF8.GetBytes("metadata: {id: other}"), "text/yaml", ("If-Match", "*"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, absent.Status);
    }

    [Fact]
    public async Task Of_two_uploads_at_once_on_what_both_have_read_one_is_made_and_the_other_hears_of_it()
    {
        var first = await PutAsync(Text("0"));
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => PutAsync(Text($"{i}"), ("If-Match", first.ETag))));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
        Assert.Equal(2, (await _host.Client.GetAsync("mappers/greeter")).Json.GetProperty("revisions").GetArrayLength());
    }

    [Fact]
    public async Task What_the_path_and_the_content_type_say_is_checked()
    {
        var other = await _host.Client.SendTextAsync(HttpMethod.Put, "mappers/other", Encoding.UTF8.GetBytes(Text("1")));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-mapper"), (other.Status, other.Problem));
        var error = Assert.Single(other.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal((1, 16), (error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32()));

        foreach (var id in new[] { "Upper", new string('a', 65) })
        {
            var refused = await _host.Client.SendTextAsync(HttpMethod.Put, $"mappers/{id}", Encoding.UTF8.GetBytes($"metadata: {{id: {id}}}"));
            Assert.Equal((HttpStatusCode.BadRequest, "invalid-mapper-id"), (refused.Status, refused.Problem));
        }

        foreach (var type in new[] { null, "text/plain", "application/yaml; charset=latin1", "application/xml" })
        {
            var refused = await _host.Client.SendTextAsync(HttpMethod.Put, "mappers/greeter", Encoding.UTF8.GetBytes(Text("1")), type);
            Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported-mapper-type"), (refused.Status, refused.Problem));
        }

        foreach (var type in new[] { "application/yaml", "text/yaml; charset=utf-8", "application/json" })
        {
            Assert.True((await _host.Client.SendTextAsync(HttpMethod.Post, "mappers/validate", Encoding.UTF8.GetBytes(Text("1")), type)).Json.GetProperty("valid").GetBoolean());
        }
    }

    [Fact]
    public async Task Validation_tells_errors_and_warnings_apart_and_saves_nothing()
    {
        var doubtful = await ValidateAsync("""
            metadata: {id: doubtful}
            required_traits: [work.focus_duration.p95]
            templates:
              unused: {title: Unused}
            """);
        Assert.True(doubtful.GetProperty("valid").GetBoolean());
        Assert.Equal([(2, 19), (4, 3)], doubtful.GetProperty("warnings").EnumerateArray().Select(warning => (warning.GetProperty("line").GetInt32(), warning.GetProperty("column").GetInt32())));

        var wrong = await ValidateAsync("metadata: {id: BAD, nmae: x}\nrules: 7");
        Assert.False(wrong.GetProperty("valid").GetBoolean());
        Assert.Equal(3, wrong.GetProperty("errors").GetArrayLength());
        Assert.Equal("unknown-mapper", (await _host.Client.GetAsync("mappers/doubtful")).Problem);
    }

    private static string Text(string greeting) => $$$"""
        metadata: {id: greeter}
        rules: [{id: r, conditions: {all: []}, actions: [{generate_suggestion: {type: t, template: t}}]}]
        templates: {t: {title: "{{{greeting}}}"}}
        """;

    private async Task<System.Text.Json.JsonElement> ValidateAsync(string text) =>
        (await _host.Client.SendTextAsync(HttpMethod.Post, "mappers/validate", Encoding.UTF8.GetBytes(text))).Json;

    private Task<Answer> PutAsync(string text, params (string Name, string? Value)[] headers) =>
        _host.Client.SendTextAsync(HttpMethod.Put, "mappers/greeter", Encoding.UTF8.GetBytes(text), "application/yaml", headers);
}
