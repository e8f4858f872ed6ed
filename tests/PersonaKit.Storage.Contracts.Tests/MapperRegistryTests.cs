using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Sqlite;

namespace PersonaKit.Storage.Contracts.Tests;

/// <summary>How an instance follows a store that others change, on a fake clock.</summary>
public sealed class MapperRegistryTests : IAsyncLifetime
{
    private static readonly MapperId Work = MapperId.Parse("work");
    private static readonly EngineOptions Options = new();

    private readonly TemporaryDatabase _database = new();
    private readonly FakeTimeProvider _time = new(Samples.Now);
    private IMapperStore _elsewhere = null!;
    private WatchedMapperStore _store = null!;
    private MapperRegistry _registry = null!;

    public async Task InitializeAsync()
    {
        _elsewhere = _database.Open().Mappers;
        _store = new WatchedMapperStore(_elsewhere);
        _registry = new MapperRegistry(_store, Options, _time, NullLogger<MapperRegistry>.Instance);
        await UploadAsync("one");
        await ActivateAsync(1);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_fresh_snapshot_costs_no_read_no_wait_and_no_allocation()
    {
        Assert.Equal(1, await ActiveAsync());
        Assert.Equal((1, 1), _store.TakeReads());
        _time.Advance(Options.MapperRefresh - TimeSpan.FromTicks(1));
        Assert.True(_registry.CurrentAsync(default).AsTask().IsCompletedSuccessfully);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _ = (await _registry.CurrentAsync(default)).Find(Work);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal((0, 0), _store.TakeReads());
    }

    [Fact]
    public async Task A_catalog_that_another_instance_publishes_is_gone_by_within_the_limit_of_a_snapshot()
    {
        var (here, there) = (new CatalogSource(Samples.Catalog), new CatalogSource(Samples.Catalog));
        var followed = new List<string>();
        here.Follow(catalog => followed.Add(catalog.Hash));
        var registry = new MapperRegistry(_store, Options, _time, NullLogger<MapperRegistry>.Instance, here);
        var publisher = new CatalogLifecycle(_elsewhere, new MapperRegistry(_elsewhere, Options, _time, NullLogger<MapperRegistry>.Instance, there), Options, _time);
        await registry.FollowAsync(default);

        var done = Assert.IsType<CatalogChangeOutcome.Done>(await publisher.PublishAsync("traits: {notes.mood: {kind: category, half_life: 7d}}", MapperExpectation.None, default));
        Assert.Equal(done.Catalog.Catalog!.Hash, there.Current.Hash);
        Assert.Equal(Samples.Catalog.Hash, here.Current.Hash);
        _time.Advance(Options.MapperStaleness);
        await registry.FollowAsync(default);
        Assert.Equal(there.Current.Hash, here.Current.Hash);
        Assert.Equal([there.Current.Hash], followed);

        // What this version cannot read does not take away what it knows.
        await _elsewhere.AddAsync(PublishedCatalog.Id, "traits: 7", MapperOrigin.Api, Samples.Now, done.Catalog.Head.ETag, default);
        var head = (await _elsewhere.ReadIndexAsync(null, default))!.Heads.Single(head => head.Id == PublishedCatalog.Id);
        await _elsewhere.ActivateAsync(PublishedCatalog.Id, 2, MapperOrigin.Api, head.ETag, default);
        _time.Advance(Options.MapperStaleness);
        await registry.FollowAsync(default);
        Assert.Equal((there.Current.Hash, 1), (here.Current.Hash, followed.Count));

        // Nor does a store that does not answer.
        _store.Answering = () => throw new StoreUnavailableException("out");
        _time.Advance(Options.MapperStaleness);
        await registry.FollowAsync(default);
        Assert.Equal(there.Current.Hash, here.Current.Hash);
    }

    [Fact]
    public async Task An_older_snapshot_is_served_during_its_refresh()
    {
        await ActiveAsync();
        await UploadAsync("two");
        await ActivateAsync(2);
        var held = new TaskCompletionSource();
        _store.Answering = () => held.Task;
        _time.Advance(Options.MapperRefresh);

        Assert.Equal((1, 1, 1), (await ActiveAsync(), await ActiveAsync(), await ActiveAsync()));
        held.SetResult();
        Assert.Equal(2, await EventuallyActiveAsync(2));
        Assert.Equal((2, 2), _store.TakeReads());
    }

    [Fact]
    public async Task A_snapshot_at_the_staleness_limit_is_not_served()
    {
        await ActiveAsync();
        await UploadAsync("two");
        await ActivateAsync(2);
        _time.Advance(Options.MapperStaleness);
        Assert.Equal(2, await ActiveAsync());
    }

    [Fact]
    public async Task A_store_that_is_down_is_never_answered_with_an_old_revision()
    {
        await ActiveAsync();
        _store.IsDown = true;
        _time.Advance(Options.MapperStaleness - TimeSpan.FromTicks(1));
        Assert.Equal(1, await ActiveAsync());
        _time.Advance(TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<StoreUnavailableException>(ActiveAsync);

        _store.IsDown = false;
        Assert.Equal(1, await ActiveAsync());
    }

    [Fact]
    public async Task Requests_with_a_usable_snapshot_do_not_all_retry_a_store_that_is_down()
    {
        await ActiveAsync();
        _store.TakeReads();
        _store.IsDown = true;
        _time.Advance(Options.MapperRefresh);
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(1, await ActiveAsync());
        }

        Assert.Equal((1, 0), _store.TakeReads());

        _time.Advance(TimeSpan.FromMilliseconds(500));
        _store.IsDown = false;
        await UploadAsync("two");
        await ActivateAsync(2);
        Assert.Equal(2, await EventuallyActiveAsync(2));
    }

    [Fact]
    public async Task An_instance_sees_its_own_change_at_once_despite_a_read_in_progress()
    {
        await ActiveAsync();
        await UploadAsync("two");
        var held = new TaskCompletionSource();
        _store.Answering = () => held.Task;
        _time.Advance(Options.MapperRefresh);
        Assert.Equal(1, await ActiveAsync());

        _store.Answering = static () => Task.CompletedTask;
        await ActivateAsync(2);
        _registry.Invalidate();
        Assert.Equal(2, await ActiveAsync());
        held.SetResult();
        await Task.Yield();
        Assert.Equal((2, 2), (await ActiveAsync(), await ActiveAsync()));
    }

    [Fact]
    public async Task A_read_that_takes_longer_than_the_staleness_limit_is_an_outage()
    {
        var held = new TaskCompletionSource();
        _store.Answering = () => held.Task;
        var waiting = ActiveAsync();
        _time.Advance(Options.MapperStaleness);
        held.SetResult();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting);
    }

    [Fact]
    public async Task Unchanged_texts_are_not_read_again()
    {
        await ActiveAsync();
        _store.TakeReads();
        _time.Advance(Options.MapperStaleness);
        await ActiveAsync();
        Assert.Equal((1, 0), _store.TakeReads());

        await _elsewhere.AddAsync(MapperId.Parse("other"), "metadata: {id: other}", MapperOrigin.Api, Samples.Now, null, default);
        _time.Advance(Options.MapperStaleness);
        Assert.Equal("other", (await _registry.CurrentAsync(default)).All[0].Shown!.Program.Name);
        Assert.Equal((1, 1), _store.TakeReads());
    }

    [Fact]
    public async Task An_unreadable_revision_does_not_affect_the_others()
    {
        var strange = MapperId.Parse("strange");
        await _elsewhere.AddAsync(strange, "metadata: {id: strange}\nfrom_a_newer_version: true", MapperOrigin.Api, Samples.Now, null, default);
        await _elsewhere.ActivateAsync(strange, 1, MapperOrigin.Api, "1", default);

        var known = await _registry.CurrentAsync(default);
        Assert.Equal(1, known.Find(Work)?.Active?.Revision);
        Assert.True(known.Find(strange)!.IsUnreadable);
        Assert.False(known.Find(Work)!.IsUnreadable);
    }

    private async Task<int?> ActiveAsync() => (await _registry.CurrentAsync(default)).Find(Work)?.Active?.Revision;

    private async Task<int?> EventuallyActiveAsync(int wanted)
    {
        while (await ActiveAsync() is var active && active != wanted)
        {
            await Task.Yield();
        }

        return await ActiveAsync();
    }

    private async Task UploadAsync(string name)
    {
        var head = (await _elsewhere.ReadHistoryAsync(Work, default))?.Head;
        Assert.IsType<MapperWriteOutcome.Saved>(await _elsewhere.AddAsync(Work, $"metadata: {{id: work, name: {name}}}", MapperOrigin.Api, Samples.Now, head?.ETag, default));
    }

    private async Task ActivateAsync(int revision)
    {
        var head = (await _elsewhere.ReadHistoryAsync(Work, default))!.Head;
        Assert.IsType<MapperWriteOutcome.Saved>(await _elsewhere.ActivateAsync(Work, revision, MapperOrigin.Api, head.ETag, default));
    }
}
