using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class BadHeaderTests(StartedHost host) : IClassFixture<StartedHost>
{
    private readonly ApiClient _client = host.Client;

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=iso-8859-1")]
    public async Task A_body_that_does_not_say_it_is_JSON_is_415(string? contentType)
    {
        var answer = await _client.PostAsync(StartedHost.NewPerson(), Typed(contentType));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported-media-type"), (answer.Status, answer.Problem));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=UTF-8")]
    [InlineData("application/cloudevents+json")]
    public async Task A_body_that_says_it_is_JSON_is_taken(string contentType) =>
        Assert.Equal(HttpStatusCode.Accepted, (await _client.PostAsync(StartedHost.NewPerson(), Typed(contentType))).Status);

    [Theory]
    [InlineData("")]
    [InlineData("tab\there")]
    [InlineData("ümlaut")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public async Task A_bad_idempotency_key_is_refused(string key)
    {
        var answer = await _client.PostAsync(StartedHost.NewPerson(), Samples.Session, key);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-idempotency-key"), (answer.Status, answer.Problem));
    }

    [Theory]
    [InlineData("-starts-badly")]
    [InlineData("with%20space")]
    [InlineData("with%2Fslash")]
    [InlineData("%C3%A9")]
    public async Task A_bad_person_id_is_refused(string person)
    {
        var answer = await _client.PostAsync(person, Samples.Session);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-person-id"), (answer.Status, answer.Json.GetProperty("type").GetString()!.Split(':')[^1]));
    }

    private static ByteArrayContent Typed(string? contentType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Samples.Session));
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return content;
    }
}
