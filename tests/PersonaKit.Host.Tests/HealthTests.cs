using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Health;

namespace PersonaKit.Host.Tests;

public sealed class HealthTests
{
    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    public async Task A_host_is_ready_when_its_store_answers_and_its_feed_runs(bool storeAnswers, bool feedIsAlive, bool isReady)
    {
        var endpoints = new HealthEndpoints(new FixedHealth(new HostHealth(storeAnswers, feedIsAlive, 3)));
        var body = new MemoryStream();
        var http = new DefaultHttpContext { Response = { Body = body } };
        var problem = await endpoints.ReadyAsync(http, CancellationToken.None);
        if (!isReady)
        {
            Assert.Equal((503, "not-ready", 3L), (problem!.Type.Status, problem.Type.Slug, problem.FeedLag));
            return;
        }

        Assert.Null(problem);
        await http.Response.BodyWriter.FlushAsync();
        Assert.Equal(3, JsonDocument.Parse(body.ToArray()).RootElement.GetProperty("feed_lag").GetInt32());
    }

    private sealed class FixedHealth(HostHealth health) : IHostHealth
    {
        public ValueTask<HostHealth> CheckAsync(CancellationToken cancellationToken) => new(health);
    }
}
