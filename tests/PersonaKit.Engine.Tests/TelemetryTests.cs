using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Hosting;
using PersonaKit.Engine.Measuring;
using PersonaKit.Engine.Storage;
using PersonaKit.Engine.Telemetry;
using PersonaKit.Host.Tests.Leaking;

namespace PersonaKit.Engine.Tests;

/// <summary>What is measured of heavy work, failures and a feed that is behind.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly World _world = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly EngineTelemetry _telemetry;
    private readonly MeterLog _log;

    public TelemetryTests()
    {
        _telemetry = new EngineTelemetry(_world.Time, _services.GetRequiredService<IMeterFactory>());
        _log = new MeterLog(_services);
    }

    public void Dispose()
    {
        _log.Dispose();
        _telemetry.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task Long_folds_are_counted_while_they_run_and_wait_and_when_they_are_refused()
    {
        using var folds = new LongFolds(new EngineOptions { LongFolds = 1, LongFoldQueue = 1 }, _telemetry);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task<int> FoldAsync()
        {
            await held.Task;
            return 1;
        }

        var readers = new[] { folds.ReadAsync(Key(1), FoldAsync, CancellationToken.None), folds.ReadAsync(Key(2), FoldAsync, CancellationToken.None) };
        Assert.Equal(["personakit.long_fold.lane=reader: 1"], _log.Sums("personakit.long_fold.running"));
        Assert.Equal(["personakit.long_fold.lane=reader: 1"], _log.Sums("personakit.long_fold.waiting"));
        await Assert.ThrowsAsync<EngineBusyException>(() => folds.ReadAsync(Key(3), FoldAsync, CancellationToken.None));
        Assert.Equal(["personakit.long_fold.lane=reader: 1"], _log.Sums("personakit.long_fold.refused"));

        held.SetResult();
        await Task.WhenAll(readers);
        await folds.FeedAsync(Key(4), () => Task.FromResult(1), CancellationToken.None);
        for (var waited = 0; waited < 500 && _log.Counts("personakit.long_fold.duration") is not ["personakit.long_fold.lane=feed: 1", "personakit.long_fold.lane=reader: 2"]; waited++)
        {
            await Task.Delay(10);
        }

        Assert.Equal(["personakit.long_fold.lane=feed: 1", "personakit.long_fold.lane=reader: 2"], _log.Counts("personakit.long_fold.duration"));
        Assert.Equal(["personakit.long_fold.lane=feed: 0", "personakit.long_fold.lane=reader: 0"], _log.Sums("personakit.long_fold.running"));
        Assert.Equal(["personakit.long_fold.lane=feed: 0", "personakit.long_fold.lane=reader: 0"], _log.Sums("personakit.long_fold.waiting"));
    }

    [Fact]
    public async Task A_change_that_fails_is_a_failed_fold_and_a_dead_letter_until_its_replay_works()
    {
        var letters = new Mock<IDeadLetterStore>();
        letters.Setup(store => store.ListAsync(It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(ImmutableArray.Create(new DeadLetter("ana", "x", default, 1)));
        var handler = new MindscapeChangeHandler(_world.Mindscapes.Object, _world.Personas.Object, _world.Folder, _world.Options, _world.Time, _telemetry);
        var feed = new MindscapeChangeBatchHandler(handler, letters.Object, _world.Time, NullLogger<MindscapeChangeBatchHandler>.Instance, _telemetry);
        _world.Mindscapes.SetupSequence(store => store.ReadAsync(World.Ana, It.IsAny<CancellationToken>()))
            .ThrowsAsync(new FormatException("damaged")).ThrowsAsync(new FormatException("damaged")).ReturnsAsync((StoredMindscape?)null);

        await feed.HandleAsync(["""{"id":"ana","person_id":"ana","kind":"mindscape"}"""], isLastAttempt: false, CancellationToken.None);
        await feed.ReplayAsync(10, CancellationToken.None);
        Assert.Equal(["1"], _log.Sums("personakit.feed.dead_letter.backlog"));
        await feed.ReplayAsync(10, CancellationToken.None);

        Assert.Equal(
            [
                "error.type=FormatException personakit.dead_letter.action=kept: 1", "error.type=FormatException personakit.dead_letter.action=parked: 1",
                "personakit.dead_letter.action=replayed: 1",
            ],
            _log.Sums("personakit.feed.dead_letters"));
        Assert.Equal(
            ["error.type=FormatException personakit.fold.outcome=failed: 2", "personakit.fold.outcome=nothing: 1"], _log.Counts("personakit.fold.duration"));
    }

    [Fact]
    public async Task Who_waits_is_counted_every_ten_seconds()
    {
        var counted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var feed = new Mock<IChangeFeed>();
        feed.Setup(changes => changes.CountPendingAsync(It.IsAny<CancellationToken>())).ReturnsAsync(3).Callback(() => counted.TrySetResult());
        using var service = new FeedPendingService(feed.Object, _telemetry);
        await service.StartAsync(CancellationToken.None);
        for (var waited = 0; waited < 500 && !counted.Task.IsCompleted; waited++)
        {
            _world.Time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(10);
        }

        await service.StopAsync(CancellationToken.None);
        Assert.All(_log.Sums("personakit.feed.pending"), sum => Assert.Equal(0, int.Parse(sum) % 3));
        Assert.NotEmpty(_log.Sums("personakit.feed.pending"));
    }

    [Fact]
    public async Task A_call_of_a_store_is_measured_with_what_it_failed_with_and_an_enumeration_without_its_reader()
    {
        _world.Mindscapes.Setup(store => store.ReadAsync(World.Ana, It.IsAny<CancellationToken>())).Returns(async () =>
        {
            await Task.Yield();
            _world.Time.Advance(TimeSpan.FromSeconds(2));
            throw new StoreUnavailableException("out of reach");
        });
        _world.Mindscapes.Setup(store => store.ReadFoldedAsync(World.Ana, It.IsAny<CancellationToken>())).Returns(Folded);
        var store = new MeasuredMindscapeStore(_world.Mindscapes.Object, _telemetry.Stores);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ReadAsync(World.Ana, CancellationToken.None));
        await foreach (var _ in store.ReadFoldedAsync(World.Ana, CancellationToken.None))
        {
            _world.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(
            [
                "db.collection.name=mindscapes db.operation.name=read error.type=StoreUnavailableException: 2",
                "db.collection.name=mindscapes db.operation.name=read_folded: 6",
            ],
            _log.Sums("personakit.store.operation.duration"));
    }

    private static FoldKey Key(long sequence) => new(World.Ana, new MindscapeVersion(1), sequence, "all");

    private async IAsyncEnumerable<AcceptedObservation> Folded()
    {
        for (var i = 1; i <= 2; i++)
        {
            await Task.Yield();
            _world.Time.Advance(TimeSpan.FromSeconds(3));
            yield return new AcceptedObservation(i, _world.Check("good"));
        }
    }
}
