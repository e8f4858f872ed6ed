using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using PersonaKit.Api.Health;
using PersonaKit.Core.Observations;
using PersonaKit.Engine;
using PersonaKit.Engine.Hosting;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class HealthTests
{
    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    public async Task A_host_is_ready_when_its_store_answers_and_its_feed_runs(bool storeAnswers, bool feedIsAlive, bool isReady)
    {
        using var feed = await FeedAsync(feedIsAlive);
        var endpoints = new HealthEndpoints(Readiness(storeAnswers, feed));
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

    [Fact]
    public async Task A_feed_that_stands_still_while_people_wait_makes_a_host_not_ready_until_it_moves()
    {
        var time = new FakeTimeProvider();
        var pending = 0L;
        var handle = new TaskCompletionSource<Func<PersonId, CancellationToken, Task<bool>>>();
        var feed = new Mock<IChangeFeed>();
        feed.Setup(changes => changes.CountPendingAsync(It.IsAny<CancellationToken>())).ReturnsAsync(() => pending);
        feed.Setup(changes => changes.RunAsync(It.IsAny<Func<PersonId, CancellationToken, Task<bool>>>(), It.IsAny<CancellationToken>()))
            .Returns((Func<PersonId, CancellationToken, Task<bool>> handler, CancellationToken _) =>
            {
                handle.SetResult(handler);
                return new TaskCompletionSource().Task;
            });
        using var service = new ChangeFeedService(feed.Object, null!, NullLogger<ChangeFeedService>.Instance, time);
        await service.StartAsync(CancellationToken.None);
        var endpoints = new HealthEndpoints(Readiness(storeAnswers: true, service));

        // A long time without anything to do is no reason, nor is a change that has just come.
        time.Advance(TimeSpan.FromHours(1));
        pending = 2;
        Assert.Null(await endpoints.ReadyAsync(new DefaultHttpContext(), CancellationToken.None));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(await endpoints.ReadyAsync(new DefaultHttpContext(), CancellationToken.None));
        time.Advance(TimeSpan.FromSeconds(1));
        var problem = await endpoints.ReadyAsync(new DefaultHttpContext(), CancellationToken.None);
        Assert.Equal((503, "not-ready", 2L), (problem!.Type.Status, problem.Type.Slug, problem.FeedLag));

        // It moves, even if the change fails.
        await Assert.ThrowsAnyAsync<Exception>(async () => await (await handle.Task)(PersonId.Parse("ada"), CancellationToken.None));
        Assert.Null(await endpoints.ReadyAsync(new DefaultHttpContext(), CancellationToken.None));
    }

    [Fact]
    public async Task A_host_whose_file_is_gone_says_so_and_confirms_nothing()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // an open file cannot be deleted there
        }

        var host = new StartedHost();
        await host.InitializeAsync();
        try
        {
            Assert.Equal(200, (int)(await host.Client.GetAsync("health/ready")).Status);
            Assert.Equal(202, (int)(await host.Client.PostAsync("ada", Samples.Session)).Status);
            File.Delete(host.DataPath);
            var refused = await host.Client.PostAsync("ada", Samples.Session);
            Assert.Equal((503, "store-unavailable"), ((int)refused.Status, refused.Problem));
            var ready = await host.Client.GetAsync("health/ready");
            Assert.Equal((503, "not-ready"), ((int)ready.Status, ready.Problem));
            Assert.Contains("test.db was deleted while it was open", ready.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Equal(200, (int)(await host.Client.GetAsync("health/live")).Status);
            Assert.Contains("test.db was deleted while it was open", host.Log, StringComparison.Ordinal);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static ReadinessCheck Readiness(bool storeAnswers, ChangeFeedService feed)
    {
        var personas = new Mock<IPersonaStore>();
        var listing = personas.Setup(store => store.ListAsync(It.IsAny<PersonId>(), It.IsAny<CancellationToken>()));
        if (storeAnswers)
        {
            listing.ReturnsAsync(new PersonaListing(default, []));
        }
        else
        {
            listing.ThrowsAsync(new StoreUnavailableException("out of reach"));
        }

        var mappers = new Mock<IMapperStore>();
        mappers.Setup(store => store.ReadIndexAsync(It.IsAny<string?>(), It.IsAny<CancellationToken>())).ReturnsAsync(new MapperIndex([], "1"));
        return new ReadinessCheck(
            Mock.Of<IMindscapeStore>(),
            personas.Object,
            new MapperRegistry(mappers.Object, new EngineOptions(), TimeProvider.System, NullLogger<MapperRegistry>.Instance),
            feed);
    }

    /// <summary>A feed with three people to fold, which runs or has died of a bug.</summary>
    private static async Task<ChangeFeedService> FeedAsync(bool isAlive)
    {
        var feed = new Mock<IChangeFeed>();
        feed.Setup(changes => changes.CountPendingAsync(It.IsAny<CancellationToken>())).ReturnsAsync(3);
        feed.Setup(changes => changes.RunAsync(It.IsAny<Func<PersonId, CancellationToken, Task<bool>>>(), It.IsAny<CancellationToken>()))
            .Returns(isAlive ? new TaskCompletionSource().Task : Task.FromException(new InvalidOperationException("a bug")));
        var service = new ChangeFeedService(feed.Object, null!, NullLogger<ChangeFeedService>.Instance);
        await service.StartAsync(CancellationToken.None);
        for (var waited = 0; !isAlive && service.IsAlive && waited < 1000; waited++)
        {
            await Task.Delay(5);
        }

        return service;
    }
}
