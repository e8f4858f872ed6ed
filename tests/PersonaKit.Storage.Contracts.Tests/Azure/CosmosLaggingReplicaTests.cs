using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging.Abstractions;
using PersonaKit.Azure.DeadLetters;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Azure.Personas;
using PersonaKit.Core.Observations;
using PersonaKit.Engine;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>The feed delivers what the worker's replica does not have yet: nothing is handled before it is seen.</summary>
public sealed class CosmosLaggingReplicaTests : IAsyncLifetime
{
    private readonly PersonId _person = Samples.NewPerson();
    private readonly LaggingReplica _replica = new();
    private Container _container = null!;
    private CosmosMindscapeStore _web = null!;
    private CosmosDeadLetterStore _letters = null!;
    private MindscapeChangeBatchHandler _worker = null!;

    public async Task InitializeAsync()
    {
        _container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        _web = new CosmosMindscapeStore(_container, Samples.Catalog);
        _letters = new CosmosDeadLetterStore(await CosmosEmulator.NewContainerAsync("deadletters", "/person_id"));
        var client = await CosmosEmulator.ConnectAsync(_replica);
        var store = new CosmosMindscapeStore(client.GetContainer(_container.Database.Id, _container.Id), Samples.Catalog);
        var personas = new TablePersonaStore(await TableEmulator.NewTableAsync(), TimeProvider.System);
        var options = new EngineOptions { ReadPatience = TimeSpan.Zero };
        var handler = new MindscapeChangeHandler(store, personas, new MindscapeFolder(store, Samples.Catalog), options, TimeProvider.System);
        _worker = new MindscapeChangeBatchHandler(handler, _letters, TimeProvider.System, NullLogger<MindscapeChangeBatchHandler>.Instance);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_first_observation_that_the_replica_does_not_have_is_delivered_again_until_it_has()
    {
        _replica.Lags = true;
        await PostAsync("a");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => DeliverAsync());
        _replica.Lags = false;
        await DeliverAsync();
        Assert.Equal((1, 0), await StateAsync());
    }

    [Fact]
    public async Task A_later_observation_that_the_replica_does_not_have_is_delivered_again_until_it_has()
    {
        await PostAsync("a");
        await DeliverAsync();
        await DeliverAsync();
        _replica.Lags = true;
        await PostAsync("b");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => DeliverAsync());
        _replica.Lags = false;
        await DeliverAsync();
        Assert.Equal((2, 0), await StateAsync());
    }

    [Fact]
    public async Task A_tombstone_that_the_replica_does_not_have_is_delivered_again_until_it_has()
    {
        await PostAsync("a");
        await DeliverAsync();
        _replica.Lags = true;
        await _web.EraseAsync(_person, Samples.Now, default);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => DeliverAsync());
        _replica.Lags = false;
        await DeliverAsync();
    }

    [Fact]
    public async Task A_dead_letter_stays_until_a_replay_sees_what_could_not_be_handled()
    {
        await PostAsync("a");
        await DeliverAsync();
        _replica.Lags = true;
        await PostAsync("b");
        await DeliverAsync(isLastAttempt: true);
        Assert.Equal(2, Assert.Single(await _letters.ListAsync(10, default)).Position.LastSequence);
        Assert.Equal((0, 1), await _worker.ReplayAsync(10, default));
        Assert.Equal(2, Assert.Single(await _letters.ListAsync(10, default)).Attempts);
        _replica.Lags = false;
        Assert.Equal((1, 0), await _worker.ReplayAsync(10, default));
        Assert.Equal((2, 0), await StateAsync());
    }

    [Fact]
    public async Task A_delivery_with_nothing_left_to_fold_reads_nothing()
    {
        await PostAsync("a");
        await DeliverAsync();
        _replica.Reads = 0;
        await DeliverAsync();
        Assert.Equal(0, _replica.Reads);
        await PostAsync("b");
        await DeliverAsync();
        Assert.Equal((2, 0), await StateAsync());
    }

    private Task PostAsync(string id) => _web.AppendAsync(_person, [Samples.Observation(id)], 100, default);

    /// <summary>The latest version of every document, as the feed delivers it.</summary>
    private async Task DeliverAsync(bool isLastAttempt = false) => await _worker.HandleAsync(
        await _container.ReadAllAsync().Select(document => document.GetRawText()).ToListAsync(), isLastAttempt, default);

    private async Task<(long Folded, int Waiting)> StateAsync()
    {
        var stored = (await _web.ReadAsync(_person, default))!;
        return (stored.Mindscape.LastSequence, stored.Inbox.Length);
    }
}
