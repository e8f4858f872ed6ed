using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Functions.Changes;
using PersonaKit.Functions.Tests.Hosting;

namespace PersonaKit.Functions.Tests;

public sealed class ChangeFeedTests : IAsyncLifetime
{
    private static readonly MethodInfo Function = typeof(MindscapeChangeFunctions).GetMethod(nameof(MindscapeChangeFunctions.FoldAsync))!;
    private static readonly CosmosDBTriggerAttribute Trigger = Function.GetParameters()[0].GetCustomAttribute<CosmosDBTriggerAttribute>()!;
    private static readonly PersonId Ada = PersonId.Parse("ada");

    private readonly Mock<IMindscapeStore> _mindscapes = new();
    private readonly Mock<IDeadLetterStore> _deadLetters = new();
    private readonly FunctionsWorld _world;

    public ChangeFeedTests() => _world = new FunctionsWorld
    {
        Overrides = services => services.AddSingleton(_mindscapes.Object).AddSingleton(_deadLetters.Object),
    };

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Each_document_of_a_batch_reaches_the_handler_whatever_its_neighbours_are()
    {
        await FoldAsync("""[{"id":"ada","person_id":"ada","kind":"mindscape","at":"2026-01-20T10:00:00-05:00"},{"id":7},null,{"id":"bob","person_id":"bob","kind":"mindscape"}]""", 0);

        _mindscapes.Verify(store => store.ReadAsync(It.IsAny<PersonId>(), It.IsAny<CancellationToken>()), Times.Exactly(2));
        _mindscapes.Verify(store => store.ReadAsync(Ada, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task A_failure_reaches_the_host_as_long_as_it_brings_the_batch_again(int retries)
    {
        Fail();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => FoldAsync("""[{"id":"ada","person_id":"ada","kind":"mindscape"}]""", retries));
        _deadLetters.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData(8)]
    [InlineData(null)]
    public async Task What_fails_on_the_last_attempt_is_parked(int? retries)
    {
        Fail();
        await FoldAsync("""[{"id":"ada","person_id":"ada","kind":"mindscape"}]""", retries);
        _deadLetters.Verify(store => store.ParkAsync("ada", nameof(StoreUnavailableException), FunctionsWorld.Now, It.IsAny<DocumentPosition>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task The_timer_tries_again_what_was_parked()
    {
        _deadLetters.Setup(store => store.ListAsync(It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(ImmutableArray.Create(new DeadLetter("ada", "FormatException", FunctionsWorld.Now, 3)));
        await _world.New<MindscapeChangeFunctions>().ReplayAsync(new TimerInfo(), CancellationToken.None);

        _mindscapes.Verify(store => store.ReadAsync(Ada, It.IsAny<CancellationToken>()), Times.Once);
        _deadLetters.Verify(store => store.RemoveAsync("ada", It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public void The_feed_starts_at_the_beginning_is_polled_often_and_creates_nothing()
    {
        Assert.True(Trigger.StartFromBeginning);
        Assert.InRange(Trigger.FeedPollDelay, 500, 1000);
        Assert.False(Trigger.CreateLeaseContainerIfNotExists);
        Assert.Equal(typeof(string), Function.GetParameters()[0].ParameterType);
    }

    [Fact]
    public void Retries_are_many_and_end()
    {
        var retry = Function.GetCustomAttribute<ExponentialBackoffRetryAttribute>()!;
        Assert.InRange(retry.MaxRetryCount, 3, 20);
        Assert.True(TimeSpan.Parse(retry.MinimumInterval) < TimeSpan.Parse(retry.MaximumInterval));
    }

    private void Fail() =>
        _mindscapes.Setup(store => store.ReadAsync(It.IsAny<PersonId>(), It.IsAny<CancellationToken>())).ThrowsAsync(new StoreUnavailableException("throttled"));

    private Task FoldAsync(string documents, int? retries)
    {
        var retry = retries is { } count ? Mock.Of<RetryContext>(retry => retry.RetryCount == count && retry.MaxRetryCount == 8) : null;
        return _world.New<MindscapeChangeFunctions>().FoldAsync(documents, Mock.Of<FunctionContext>(context => context.RetryContext == retry!));
    }
}
