using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class BadObservationTests(StartedHost host) : IClassFixture<StartedHost>
{
    private readonly ApiClient _client = host.Client;

    [Theory]
    [InlineData("", "invalid-json")]
    [InlineData("{", "invalid-json")]
    [InlineData("nope", "invalid-json")]
    [InlineData("{} {}", "invalid-json")]
    [InlineData("""{"type":"a","type":"b","content":{}}""", "invalid-json")]
    [InlineData("""{"type":"a","content":{"x":1e999}}""", "invalid-json")]
    [InlineData("""{"type":"a","content":{"x":"\ud800"}}""", "invalid-json")]
    [InlineData("[]", "invalid-observations")]
    [InlineData("7", "invalid-observations")]
    [InlineData("""{"observations":{}}""", "invalid-observations")]
    public async Task A_body_that_is_no_observation_is_refused(string body, string problem)
    {
        var answer = await _client.PostAsync(StartedHost.NewPerson(), body);
        Assert.Equal((HttpStatusCode.BadRequest, problem), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Malformed_JSON_is_reported_with_line_and_position()
    {
        var answer = await _client.PostAsync(StartedHost.NewPerson(), "{\n  \"type\": oops\n}");
        Assert.Equal("invalid-json", answer.Problem);
        Assert.Equal((2, 11), (answer.Json.GetProperty("line").GetInt32(), answer.Json.GetProperty("position").GetInt32()));
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused()
    {
        using var content = new ByteArrayContent([.. "{\"type\":\"a\",\"content\":{\"x\":\""u8, 0xC3, 0x28, .. "\"}}"u8]) { Headers = { ContentType = new("application/json") } };
        var answer = await _client.PostAsync(StartedHost.NewPerson(), content);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-json"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Every_fault_of_every_item_has_its_pointer()
    {
        var future = DateTimeOffset.UtcNow.AddHours(2).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        var answer = await _client.PostAsync(
            StartedHost.NewPerson(),
            $$$"""
            {"observations":[
              {"id":"not ok!","type":"work_session","content":{"duration_minutes":90}},
              {"type":"work_session","observed_at":"{{{future}}}","content":{}},
              {"type":"work_session","observed_at":"2026-01-20T09:00:00","content":{}},
              {"type":7,"content":[]},
              {"typ":"work_session","content":{}}
            ]}
            """);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-observations"), (answer.Status, answer.Problem));
        Assert.Equal(
            ["/observations/0/id", "/observations/1/observed_at", "/observations/2/observed_at", "/observations/3/type", "/observations/3/content", "/observations/4/typ", "/observations/4/type"],
            answer.Pointers);
    }

    [Fact]
    public async Task Wrong_types_inside_the_content_have_their_pointers_and_nothing_is_stored()
    {
        var person = StartedHost.NewPerson();
        var future = DateTimeOffset.UtcNow.AddHours(2).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        var answer = await _client.PostAsync(
            person,
            $$$"""[{{{Samples.Session}}},{"type":"work_session","content":{"duration_minutes":"ninety","productivity_score":6,"start":"{{{future}}}"}}]""");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-observations"), (answer.Status, answer.Problem));
        Assert.Equal(["/1/content/duration_minutes", "/1/content/productivity_score", "/1/content/start"], answer.Pointers.Order());
        Assert.Equal("unknown-person", (await _client.GetAsync($"people/{person}/mindscape")).Problem);
    }

    [Fact]
    public async Task Faults_of_form_do_not_hide_faults_of_content_in_other_items()
    {
        var answer = await _client.PostAsync(StartedHost.NewPerson(), """[{"type":"work_session","content":{"duration_minutes":"long"}},{"typ":1}]""");
        Assert.Equal(["/0/content/duration_minutes", "/1/content", "/1/typ", "/1/type"], answer.Pointers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_oversize_observation_is_413_with_its_pointer()
    {
        var answer = await _client.PostAsync(StartedHost.NewPerson(), $$$"""[{{{Samples.Session}}},{"type":"note","content":{"text":"{{{new string('x', 17 * 1024)}}}"}}]""");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "observation-too-large"), (answer.Status, answer.Problem));
        Assert.Equal(["/1/content"], answer.Pointers);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_413_with_and_without_a_length(bool hasLength)
    {
        var body = Encoding.UTF8.GetBytes($$$"""{"type":"note","content":{"text":"{{{new string('x', 1024 * 1024)}}}"}}""");
        using HttpContent content = hasLength ? new ByteArrayContent(body) : new StreamContent(new PipedBody(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var answer = await _client.PostAsync(StartedHost.NewPerson(), content);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body-too-large"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task More_than_a_hundred_observations_at_once_are_refused()
    {
        var answer = await _client.PostAsync(StartedHost.NewPerson(), $"[{string.Join(',', Enumerable.Repeat(Samples.Session, 101))}]");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-observations"), (answer.Status, answer.Problem));
    }
}
