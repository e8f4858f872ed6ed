using System.Net;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class AccessTests
{
    [Fact]
    public async Task With_a_key_every_route_but_health_needs_it()
    {
        await using var host = await StartAsync("--api-key", "s3cret key");
        var client = host.Inner.Client;
        foreach (var path in new[] { "traits", "mappers", "people/ada/mindscape", "openapi.json", "nowhere" })
        {
            var refused = await client.GetAsync(path);
            Assert.Equal((HttpStatusCode.Unauthorized, "unauthorized"), (refused.Status, refused.Problem));
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(HttpMethod.Get, path, ("x-functions-key", "s3cret"))).Status);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("ada", Samples.Session)).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("health/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Get, "traits", ("x-functions-key", "s3cret key"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("traits?code=s3cret%20key")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("traits?code=wrong")).Status);
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:7071", true)]
    [InlineData("127.0.0.1:80", true)]
    [InlineData("[::1]:7071", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example:7071", false)]
    public async Task Without_a_key_only_loopback_names_are_answered(string name, bool isAnswered)
    {
        await using var host = await StartAsync();
        var answer = await host.Inner.Client.SendAsync(HttpMethod.Get, "traits", ("Host", name));
        Assert.Equal(isAnswered ? HttpStatusCode.OK : HttpStatusCode.MisdirectedRequest, answer.Status);
        if (!isAnswered)
        {
            Assert.Equal("misdirected-request", answer.Problem);
        }
    }

    [Fact]
    public async Task With_a_key_the_host_may_have_any_name()
    {
        await using var host = await StartAsync("--api-key", "k");
        Assert.Equal(HttpStatusCode.OK, (await host.Inner.Client.SendAsync(HttpMethod.Get, "traits", ("Host", "kit.example"), ("x-functions-key", "k"))).Status);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Origin", "http://localhost:1", false)]
    [InlineData("Origin", "", false)]
    [InlineData("Origin", "OWN", true)]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Sec-Fetch-Site", "none", true)]
    [InlineData("x-anything", "at all", true)]
    public async Task Without_a_key_pages_of_other_origins_change_nothing(string header, string value, bool isTaken)
    {
        await using var host = await StartAsync();
        var client = host.Inner.Client;
        value = value == "OWN" ? host.Inner.Address : value;
        foreach (var (method, path) in new (HttpMethod, string)[]
        {
            (HttpMethod.Post, "mappers/daily_work_optimizer/revisions/1/activate"),
            (HttpMethod.Post, "mappers/daily_work_optimizer/retire"),
            (HttpMethod.Post, "people/ada/rebuild"),
            (HttpMethod.Delete, "people/ada"),
        })
        {
            var answer = await client.SendAsync(method, path, (header, value));
            Assert.Equal(!isTaken, (answer.Status, (int)answer.Status >= 400 ? answer.Problem : "") == (HttpStatusCode.Forbidden, "cross-site-request"));
        }

        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Get, "traits", (header, value))).Status);
        Assert.Equal(isTaken, (await client.GetAsync("mappers/daily_work_optimizer")).Json.GetProperty("active_revision").ValueKind == System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task With_a_key_pages_may_send_it_from_anywhere()
    {
        await using var host = await StartAsync("--api-key", "k");
        var answer = await host.Inner.Client.SendAsync(
            HttpMethod.Post, "mappers/daily_work_optimizer/retire", ("Origin", "https://app.example"), ("x-functions-key", "k"));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    private static async Task<Running> StartAsync(params string[] arguments)
    {
        var host = new StartedHost { Arguments = arguments };
        await host.InitializeAsync();
        return new Running(host);
    }

    private sealed record Running(StartedHost Inner) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => new(Inner.DisposeAsync());
    }
}
