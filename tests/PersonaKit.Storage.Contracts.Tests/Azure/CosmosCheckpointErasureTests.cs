using System.Net;
using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>Checkpoints go with what they are made of, whoever meets whom and wherever a process stops.</summary>
public sealed class CosmosCheckpointErasureTests : IAsyncLifetime
{
    private const string Secret = "quince marmalade";
    private const int Interval = 16;

    private readonly PersonId _person = Samples.NewPerson();
    private readonly InterceptedRequests _requests = new();
    private Container _container = null!;
    private CosmosMindscapeStore _store = null!;
    private CosmosMindscapeStore _slow = null!;

    public async Task InitializeAsync()
    {
        var limits = new JournalLimits { RecentObservations = 4 };
        _container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        _store = new CosmosMindscapeStore(_container, Samples.Catalog, limits);
        var client = await CosmosEmulator.ConnectAsync(_requests);
        _slow = new CosmosMindscapeStore(client.GetContainer(_container.Database.Id, _container.Id), Samples.Catalog, limits);
        await GrowAsync("old");
        Assert.Equal(2, await CheckpointsAsync());
        Assert.Contains(Secret, await CosmosDump.OfAllAsync(_container), StringComparison.Ordinal);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_erase_that_stops_before_the_checkpoints_is_completed_by_the_delivery_of_its_tombstone()
    {
        Fail("checkpoint");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _slow.EraseAsync(_person, Samples.Now, default));
        Assert.Equal(2, await CheckpointsAsync());
        await _store.EraseLeftoversAsync((await _store.ReadAsync(_person, default))!, default);
        await AssertForgottenAsync();
    }

    [Fact]
    public async Task An_erase_that_stops_between_the_directory_and_the_checkpoints_is_completed_by_the_next_one()
    {
        Fail("checkpoint", "DELETE");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _slow.EraseAsync(_person, Samples.Now, default));
        Assert.Equal(2, await CheckpointsAsync());
        await _store.EraseAsync(_person, Samples.Now, default);
        await AssertForgottenAsync();
    }

    [Fact]
    public async Task A_new_history_trusts_no_checkpoint_that_an_interrupted_erase_left_and_its_first_fold_deletes_them()
    {
        Fail("checkpoint");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _slow.EraseAsync(_person, Samples.Now, default));
        await _store.AppendAsync(_person, [Samples.Observation("new")], 100, default);
        var revived = (await _store.ReadAsync(_person, default))!;
        Assert.Empty(await _store.Checkpoints.ReadCheckpointsAsync(revived, default));
        Assert.Equal(ReplaceOutcome.Saved, await _store.ReplaceAsync(revived, Samples.Fold(revived), default));
        await AssertForgottenAsync();
        await GrowAsync("new");
        Assert.NotEqual(0, await CheckpointsAsync());
        await AssertForgottenAsync();
    }

    [Fact]
    public async Task A_checkpoint_that_is_saved_while_the_person_is_erased_is_refused()
    {
        var (stored, kept) = await ReadAsync();
        Before("POST", () => _store.EraseAsync(_person, Samples.Now, default));
        Assert.False(await _slow.Checkpoints.SaveCheckpointsAsync(stored, [kept], default));
        await AssertForgottenAsync();
    }

    [Fact]
    public async Task A_checkpoint_that_is_saved_while_a_retraction_is_folded_is_refused()
    {
        var (stored, kept) = await ReadAsync();
        Before("POST", RetractAsync);
        Assert.False(await _slow.Checkpoints.SaveCheckpointsAsync(stored, [kept], default));
        await AssertForgottenAsync();
    }

    [Fact]
    public async Task A_checkpoint_is_refused_when_a_retraction_closed_the_directory_and_is_not_saved_yet()
    {
        var (stored, kept) = await ReadAsync();
        await _store.AppendAsync(_person, [Retraction.Of(ObservationId.Parse("old-secret"), Samples.Now)], 100, default);
        var basis = (await _slow.ReadAsync(_person, default))!;
        var saved = true;
        _requests.Before = async request =>
        {
            if (request.Method == HttpMethod.Put && !request.RequestUri.ToString().Contains('!', StringComparison.Ordinal))
            {
                _requests.Before = null;
                saved = await _store.Checkpoints.SaveCheckpointsAsync(stored, [kept], default);
            }

            return null;
        };
        Assert.Equal(ReplaceOutcome.Saved, await _slow.ReplaceAsync(basis, Samples.Next(await Folder(_store).FoldAsync(basis, default)), default));
        Assert.False(saved);
        await AssertForgottenAsync();
    }

    [Fact]
    public async Task A_checkpoint_that_a_stopped_process_did_not_enter_has_a_time_to_live_and_one_that_counts_has_none()
    {
        var (stored, kept) = await ReadAsync();
        Fail("checkpoints", "PUT");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _slow.Checkpoints.SaveCheckpointsAsync(stored, [kept], default));
        var lives = await _container.ReadAllAsync()
            .Where(document => document.GetProperty("kind").GetString() == "checkpoint")
            .Select(document => document.TryGetProperty("ttl", out var life) ? life.GetInt32() : 0)
            .ToListAsync();
        Assert.Equal([0, 0, 3600], lives.Order());
    }

    [Fact]
    public async Task A_fold_that_stops_before_the_old_checkpoints_are_deleted_deletes_them_when_it_is_delivered_again()
    {
        await _store.AppendAsync(_person, [Retraction.Of(ObservationId.Parse("old-secret"), Samples.Now)], 100, default);
        Fail("checkpoint!", "DELETE");
        var basis = (await _slow.ReadAsync(_person, default))!;
        var folded = Samples.Next(await Folder(_store).FoldAsync(basis, default));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _slow.ReplaceAsync(basis, folded, default));
        Assert.Equal(ReplaceOutcome.Saved, await _store.ReplaceAsync((await _store.ReadAsync(_person, default))!, folded, default));
        await AssertForgottenAsync();
    }

    private static MindscapeFolder Folder(CosmosMindscapeStore store)
    {
        var options = new EngineOptions { CheckpointInterval = Interval, LongFolds = 1 };
        return new(store, Samples.Catalog, new CheckpointedHistory(store, store.Checkpoints, Samples.Catalog, options), new LongFolds(options));
    }

    private async Task RetractAsync()
    {
        await _store.AppendAsync(_person, [Retraction.Of(ObservationId.Parse("old-secret"), Samples.Now)], 100, default);
        await FoldAsync();
    }

    private async Task GrowAsync(string prefix)
    {
        var secret = Samples.Observation($"{prefix}-secret") with
        {
            Type = "assertion",
            Content = (DataValue.Map)DataValueJson.Parse($$$"""{"trait":"therapy.progress","value":{"said":"{{{(prefix == "old" ? Secret : "")}}}"}}"""),
            Meta = null,
        };
        await _store.AppendAsync(_person, [secret, .. Enumerable.Range(1, 2 * Interval).Select(i => Samples.Observation($"{prefix}-{i}", i))], 100, default);
        await FoldAsync();
        await Folder(_store).FoldAsync((await _store.ReadAsync(_person, default))!, new HistoryCut(null, Samples.Now.AddYears(1)), default);
    }

    private async Task FoldAsync()
    {
        var stored = (await _store.ReadAsync(_person, default))!;
        Assert.Equal(ReplaceOutcome.Saved, await _store.ReplaceAsync(stored, Samples.Next(await Folder(_store).FoldAsync(stored, default)), default));
    }

    private async Task<(StoredMindscape Stored, StoredCheckpoint First)> ReadAsync()
    {
        var stored = (await _slow.ReadAsync(_person, default))!;
        return (stored, (await _slow.Checkpoints.ReadCheckpointsAsync(stored, default))[0]);
    }

    /// <summary>Runs something once, before the next request of this method for a checkpoint.</summary>
    private void Before(string method, Func<Task> meanwhile) => _requests.Before = async request =>
    {
        if (request.Method.Method == method)
        {
            _requests.Before = null;
            await meanwhile();
        }

        return null;
    };

    private void Fail(string id, string? method = null) => _requests.Before = request => Task.FromResult<HttpStatusCode?>(
        request.RequestUri.ToString().Contains($"/docs/{id}", StringComparison.Ordinal) && (method is null || request.Method.Method == method)
            ? HttpStatusCode.ServiceUnavailable
            : null);

    private async Task<int> CheckpointsAsync() =>
        await _container.ReadAllAsync().CountAsync(document => document.GetProperty("kind").GetString() == "checkpoint");

    private async Task AssertForgottenAsync() => Assert.DoesNotContain(Secret, await CosmosDump.OfAllAsync(_container), StringComparison.Ordinal);
}
