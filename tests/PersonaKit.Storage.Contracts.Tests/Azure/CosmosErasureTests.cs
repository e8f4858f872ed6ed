using System.Net;
using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>After an erase no journal page is left, whichever fold wrote it.</summary>
public sealed class CosmosErasureTests : IAsyncLifetime
{
    private static readonly JournalLimits Limits = new() { RecentObservations = 4 };

    private readonly PersonId _person = Samples.NewPerson();
    private readonly InterceptedRequests _requests = new();
    private Container _container = null!;
    private CosmosMindscapeStore _store = null!;

    /// <summary>The same database through requests that a test can stop.</summary>
    private CosmosMindscapeStore _slow = null!;

    public async Task InitializeAsync()
    {
        _container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        _store = new CosmosMindscapeStore(_container, Samples.Catalog, Limits);
        var client = await CosmosEmulator.ConnectAsync(_requests);
        _slow = new CosmosMindscapeStore(client.GetContainer(_container.Database.Id, _container.Id), Samples.Catalog, Limits);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task A_fold_that_loses_to_an_erase_leaves_no_page(string request)
    {
        await AppendAsync("a", 6);
        var basis = (await _slow.ReadAsync(_person, default))!;
        EraseBefore(request);

        Assert.Equal(ReplaceOutcome.Conflict, await _slow.ReplaceAsync(basis, Samples.Fold(basis), default));
        Assert.Equal(["mindscape"], await KindsAsync());
    }

    [Fact]
    public async Task The_feed_deletes_a_page_that_an_interrupted_fold_left()
    {
        await AppendAsync("a", 6);
        var basis = (await _slow.ReadAsync(_person, default))!;
        EraseBefore("POST", then: "PUT");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _slow.ReplaceAsync(basis, Samples.Fold(basis), default));
        Assert.Equal(["journal", "mindscape"], await KindsAsync());

        // The delivery of the tombstone; the change that was being folded is redelivered too.
        await _store.EraseLeftoversAsync((await _store.ReadAsync(_person, default))!, default);
        Assert.Equal(["mindscape"], await KindsAsync());
    }

    [Fact]
    public async Task An_interrupted_erase_is_completed_by_the_next_one()
    {
        await AppendAndFoldAsync("a", 20);
        Fail("DELETE");
        var outage = await Assert.ThrowsAsync<StoreUnavailableException>(() => _slow.EraseAsync(_person, Samples.Now, default));
        Assert.Null(outage.InnerException); // the test's own 503, not an unreachable emulator
        Assert.True((await _store.ReadAsync(_person, default))!.IsErased);
        Assert.Contains("journal", await KindsAsync());

        Assert.Null(await _store.EraseAsync(_person, Samples.Now, default));
        Assert.Equal(["mindscape"], await KindsAsync());
    }

    [Fact]
    public async Task An_interrupted_erase_is_completed_by_the_first_fold_after_a_new_start()
    {
        await AppendAndFoldAsync("old", 20);
        Fail("DELETE");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _slow.EraseAsync(_person, Samples.Now, default));
        await AppendAndFoldAsync("new", 20);

        var documents = await DocumentsAsync();
        Assert.DoesNotContain(documents, document => document.Contains("old-", StringComparison.Ordinal));
        Assert.Equal(20, documents.Sum(document => document.Split("\"id\":\"new-").Length - 1));
        Assert.Equal(20, (await HistoryAsync()).Count);
        Assert.Equal(["journal", "mindscape"], await KindsAsync());
    }

    [Fact]
    public async Task Reading_a_history_fails_when_the_person_is_erased()
    {
        await AppendAndFoldAsync("a", 20);
        Assert.Equal(20, (await HistoryAsync()).Count);
        _requests.Before = async request =>
        {
            if (request.Method == HttpMethod.Get && request.RequestUri.ToString().Contains("journal", StringComparison.Ordinal))
            {
                _requests.Before = null;
                await _store.EraseAsync(_person, Samples.Now, default);
            }

            return null;
        };
        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            await foreach (var _ in _slow.ReadFoldedAsync(_person, default))
            {
            }
        });
    }

    [Fact]
    public async Task A_person_without_a_journal_is_erased_by_a_read_and_a_write()
    {
        await AppendAsync("a", 2);
        var seen = new List<string>();
        _requests.Before = request =>
        {
            seen.Add(request.Method.Method);
            return Task.FromResult<HttpStatusCode?>(null);
        };
        await _slow.EraseAsync(_person, Samples.Now, default);
        Assert.Equal(["GET", "PUT"], seen);
    }

    private void EraseBefore(string method, string? then = null) => _requests.Before = async request =>
    {
        if (request.Method.Method != method)
        {
            return null;
        }

        Fail(then);
        await _store.EraseAsync(_person, Samples.Now, default);
        return null;
    };

    private void Fail(string? method) =>
        _requests.Before = request => Task.FromResult<HttpStatusCode?>(request.Method.Method == method ? HttpStatusCode.ServiceUnavailable : null);

    private Task AppendAsync(string prefix, int count) =>
        _store.AppendAsync(_person, [.. Enumerable.Range(1, count).Select(i => Samples.Observation($"{prefix}-{i}"))], 100, default);

    private async Task AppendAndFoldAsync(string prefix, int count)
    {
        await AppendAsync(prefix, count);
        var stored = (await _store.ReadAsync(_person, default))!;
        Assert.Equal(ReplaceOutcome.Saved, await _store.ReplaceAsync(stored, Samples.Fold(stored), default));
    }

    private async Task<List<string>> HistoryAsync()
    {
        var history = new List<string>();
        await foreach (var accepted in _store.ReadFoldedAsync(_person, default))
        {
            history.Add(accepted.Observation.Id.Value);
        }

        return history;
    }

    private async Task<List<string>> DocumentsAsync() => [.. (await _container.ReadAllAsync().ToListAsync()).Select(document => document.GetRawText())];

    /// <summary>Without a directory of no checkpoints.</summary>
    private async Task<IEnumerable<string>> KindsAsync() => (await _container.ReadAllAsync().ToListAsync())
        .Where(document => !CosmosDump.IsEmptyDirectory(document))
        .Select(document => document.GetProperty("kind").GetString()!)
        .Order(StringComparer.Ordinal);
}
