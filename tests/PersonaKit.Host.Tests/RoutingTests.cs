using System.Net;
using System.Net.Sockets;
using PersonaKit.Api;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class RoutingTests(StartedHost host) : IClassFixture<StartedHost>
{
    private readonly ApiClient _client = host.Client;

    [Fact]
    public void Every_route_that_is_declared_is_in_the_table()
    {
        var declared = typeof(ApiContract).GetFields().Select(field => field.GetValue(null)).OfType<ApiRoute>().Select(route => route.Name);
        Assert.Equal(declared.Order(), ApiContract.Routes.Append(ApiContract.Unknown).Select(route => route.Name).Order());
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("people")]
    [InlineData("people//mindscape")]
    [InlineData("people/ada/mindscape/")]
    [InlineData("/")]
    [InlineData("/api/v2/traits")]
    [InlineData("/api/v1traits")]
    [InlineData("/api/v1")]
    [InlineData("/api/v1/")]
    [InlineData("/API/v1/traits")]
    [InlineData("Traits")]
    [InlineData("people/ada/Mindscape")]
    [InlineData("traits//")]
    [InlineData("/api/v1//traits")]
    [InlineData("/api/v1/api/v1/traits")]
    public async Task A_path_that_leads_nowhere_is_404(string path)
    {
        var answer = await _client.GetAsync(path);
        Assert.Equal((HttpStatusCode.NotFound, "unknown-route"), (answer.Status, answer.Problem));
    }

    [Theory]
    [InlineData("DELETE", "people/ada/observations", "POST", "GET", "HEAD")]
    [InlineData("POST", "people/ada/mindscape", "GET", "HEAD")]
    [InlineData("GET", "people/ada", "DELETE")]
    [InlineData("OPTIONS", "traits", "GET", "HEAD")]
    [InlineData("DELETE", "mappers/daily_work_optimizer", "GET", "HEAD", "PUT")]
    [InlineData("GET", "mappers/validate", "POST")]
    [InlineData("PUT", "mappers/validate", "POST")]
    [InlineData("GET", "mappers/daily_work_optimizer/retire", "POST")]
    public async Task A_method_that_is_not_there_is_405_with_those_that_are(string method, string path, params string[] allowed)
    {
        var answer = await _client.SendAsync(new HttpMethod(method), path);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method-not-allowed"), (answer.Status, answer.Problem));
        Assert.Equal(allowed.Order(), answer.Message.Content.Headers.Allow.Order());
    }

    [Fact]
    public void A_route_with_a_word_comes_before_one_with_a_parameter_in_its_place()
    {
        var patterns = ApiContract.Routes.Select(route => route.Pattern.Split('/')).ToList();
        for (var later = 0; later < patterns.Count; later++)
        {
            Assert.DoesNotContain(patterns.Take(later), earlier => earlier.Length == patterns[later].Length && !earlier.SequenceEqual(patterns[later]) && earlier.Zip(patterns[later]).All(pair => pair.First == pair.Second || pair.First[0] == '{'));
        }
    }

    [Theory]
    [InlineData("traits")]
    [InlineData("mappers/daily_work_optimizer")]
    [InlineData("health/live")]
    [InlineData("openapi.json")]
    public async Task HEAD_answers_as_GET_does_without_the_body(string path)
    {
        var get = await _client.GetAsync(path);
        var head = await _client.SendAsync(HttpMethod.Head, path);
        Assert.Equal((get.Status, ""), (head.Status, head.Text));
        Assert.Equal(get.Message.Content.Headers.ContentLength, head.Message.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task HEAD_of_a_persona_has_its_tag()
    {
        var person = StartedHost.NewPerson();
        var post = await _client.PostAsync(person, Samples.Session);
        var get = await _client.GetAsync($"people/{person}/personas/daily_work_optimizer?after={post.Receipt}");
        var head = await _client.SendAsync(HttpMethod.Head, $"people/{person}/personas/daily_work_optimizer?after={post.Receipt}");
        Assert.Equal((HttpStatusCode.OK, ""), (head.Status, head.Text));
        Assert.NotNull(head.ETag);
        Assert.Equal(get.Status, head.Status);
    }

    [Fact]
    public async Task A_connection_serves_many_requests_of_every_kind()
    {
        // One after the other on one connection: nothing of a request may leak into the next one's context.
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("traits")).Status);
            Assert.Equal("unknown-parameter", (await _client.GetAsync("traits?x=1")).Problem);
            Assert.Equal("invalid-json", (await _client.PostAsync(StartedHost.NewPerson(), "{")).Problem);
            Assert.Equal(HttpStatusCode.Accepted, (await _client.PostAsync(StartedHost.NewPerson(), Samples.Session)).Status);
        }

        Assert.Equal("", host.Log);
    }

    [Fact]
    public async Task A_client_that_hangs_up_is_no_error_of_ours()
    {
        var address = new Uri(host.Address);
        for (var i = 0; i < 50; i++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
            await socket.ConnectAsync(address.Host, address.Port);
            await socket.SendAsync("GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\nGET /api/v1/mappers HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        }

        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("health/live")).Status);
        await Task.Delay(50);
        Assert.Equal("", host.Log);
    }
}
