using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Functions.Tests.Hosting;

namespace PersonaKit.Functions.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task The_shipped_catalog_and_mappers_are_published_before_anything_is_answered()
    {
        var world = new FunctionsWorld();
        await world.InitializeAsync();
        try
        {
            var stored = await world.Services.GetRequiredService<IMapperStore>().ReadIndexAsync(null, CancellationToken.None);
            Assert.Equal(["catalog", "daily_work_optimizer", "therapy_insights"], stored!.Heads.Where(head => head.Active is not null).Select(head => head.Id.ToString()));

            // Read already: the first request does not wait for it.
            var known = world.Services.GetRequiredService<MapperRegistry>().CurrentAsync(CancellationToken.None).AsTask();
            Assert.True(known.IsCompletedSuccessfully);
            Assert.NotNull((await known).Find(MapperId.Parse("daily_work_optimizer"))?.Active);
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_store_that_does_not_answer_makes_the_worker_not_ready()
    {
        var silent = new Mock<IPersonaStore>();
        silent.Setup(store => store.ListAsync(It.IsAny<Core.Observations.PersonId>(), It.IsAny<CancellationToken>())).ThrowsAsync(new StoreUnavailableException("out of reach"));
        var world = new FunctionsWorld { Overrides = services => services.AddSingleton(silent.Object) };
        await world.InitializeAsync();
        try
        {
            var answer = await world.InvokeAsync(HttpFunction.Named("getReadiness"), new Dictionary<string, string>());
            Assert.Equal((503, "application/problem+json"), (answer.Status, answer.ContentType));
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_feed_that_does_not_bring_its_mark_makes_the_worker_not_ready()
    {
        var pulse = new Mock<IFeedPulse>();
        var latest = new FeedPulse(FunctionsWorld.Now, null, "1");
        pulse.Setup(mark => mark.ReadAsync(It.IsAny<CancellationToken>())).ReturnsAsync(() => latest);
        var world = new FunctionsWorld { Overrides = services => services.AddSingleton(pulse.Object).AddSingleton<FeedPulseCheck>() };
        await world.InitializeAsync();
        try
        {
            Assert.Equal(200, (await world.InvokeAsync(HttpFunction.Named("getReadiness"), new Dictionary<string, string>())).Status);
            world.Time.Advance(TimeSpan.FromMinutes(3));
            var answer = await world.InvokeAsync(HttpFunction.Named("getReadiness"), new Dictionary<string, string>());
            Assert.Equal(503, answer.Status);
            Assert.Contains("change feed", answer.Body, StringComparison.Ordinal);
            latest = latest with { ReceivedAt = world.Time.GetUtcNow() };
            Assert.Equal(200, (await world.InvokeAsync(HttpFunction.Named("getReadiness"), new Dictionary<string, string>())).Status);
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    [Fact]
    public async Task Mappers_that_are_too_old_to_be_used_and_cannot_be_read_make_the_worker_not_ready()
    {
        var silent = new Mock<IMapperStore>();
        silent.SetupSequence(store => store.ReadIndexAsync(It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new MapperIndex([], "1"))
            .ThrowsAsync(new StoreUnavailableException("out of reach"))
            .ReturnsAsync(new MapperIndex([], "1"));
        var engine = new EngineOptions();
        FunctionsWorld world = null!;
        world = new FunctionsWorld
        {
            Overrides = services => services.AddSingleton(new MapperRegistry(silent.Object, engine, world.Time, NullLogger<MapperRegistry>.Instance)),
        };
        await world.InitializeAsync();
        try
        {
            Assert.Equal(200, await ReadinessAsync());
            world.Time.Advance(engine.MapperStaleness);
            Assert.Equal(503, await ReadinessAsync());
            Assert.Equal(200, await ReadinessAsync());
        }
        finally
        {
            await world.DisposeAsync();
        }

        async Task<int> ReadinessAsync() => (await world.InvokeAsync(HttpFunction.Named("getReadiness"), new Dictionary<string, string>())).Status;
    }
}
