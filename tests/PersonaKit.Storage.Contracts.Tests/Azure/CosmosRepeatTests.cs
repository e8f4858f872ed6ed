using System.Net;
using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>
/// A repeat of an observation in the journal is in the inbox until the append that put it there has removed it. An append that is cut off
/// leaves it there.
/// </summary>
public sealed class CosmosRepeatTests : IAsyncLifetime
{
    private const string Words = "said once and taken back";

    private static readonly JournalLimits Limits = new() { RecentObservations = 4 };
    private static readonly Observation Said = Samples.Observation("a") with { Meta = new DataValue.Map([new("words", DataValue.Of(Words))]) };

    private readonly PersonId _person = Samples.NewPerson();
    private readonly InterceptedRequests _requests = new();
    private Container _container = null!;
    private CosmosMindscapeStore _store = null!;

    /// <summary>The same database through requests that a test can stop.</summary>
    private CosmosMindscapeStore _cutOff = null!;

    public async Task InitializeAsync()
    {
        _container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        _store = new CosmosMindscapeStore(_container, Samples.Catalog, Limits);
        var client = await CosmosEmulator.ConnectAsync(_requests);
        _cutOff = new CosmosMindscapeStore(client.GetContainer(_container.Database.Id, _container.Id), Samples.Catalog, Limits);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_retracted_repeat_that_came_after_the_basis_does_not_survive_the_fold()
    {
        await JournalAsync();
        await _store.AppendAsync(_person, [Retraction.Of(Said.Id, Samples.Now)], 100, default);
        var basis = await ReadAsync();

        await RepeatCutOffAsync();
        Assert.Contains(Words, await HotDocumentAsync(), StringComparison.Ordinal);

        await FoldAsync(basis);
        Assert.DoesNotContain(Words, await CosmosDump.OfAsync(_container, _person), StringComparison.Ordinal);
        Assert.Empty((await ReadAsync()).Inbox);
    }

    [Fact]
    public async Task A_repeat_that_is_not_removed_yet_is_shown_once_and_counts_once()
    {
        await JournalAsync();
        await RepeatCutOffAsync();

        Assert.Empty((await ReadAsync()).Inbox);
        Assert.Equal(1, Assert.Single(await _store.FindAsync(_person, [Said.Id], default)).Number);
        Assert.Equal(9, (await _store.ReadNewestAsync(_person, null, 100, default)).Length);
    }

    private async Task JournalAsync()
    {
        await _store.AppendAsync(_person, [Said, .. Enumerable.Range(0, 8).Select(i => Samples.Observation($"later-{i}"))], 100, default);
        await FoldAsync(await ReadAsync());
        Assert.DoesNotContain(Words, await HotDocumentAsync(), StringComparison.Ordinal);
    }

    /// <summary>The patch is done; the read of the journal's page that follows, and so the removal, is not.</summary>
    private async Task RepeatCutOffAsync()
    {
        _requests.Before = request => Task.FromResult<HttpStatusCode?>(request.Method.Method == "GET" ? HttpStatusCode.ServiceUnavailable : null);
        var outage = await Assert.ThrowsAsync<StoreUnavailableException>(() => _cutOff.AppendAsync(_person, [Said], 100, default));
        Assert.Null(outage.InnerException); // the test's own 503, not an unreachable emulator
    }

    private async Task<string> HotDocumentAsync()
    {
        using var document = await _container.ReadItemStreamAsync(_person.Value, new PartitionKey(_person.Value));
        using var text = new StreamReader(document.EnsureSuccessStatusCode().Content);
        return await text.ReadToEndAsync();
    }

    private async Task<StoredMindscape> ReadAsync() => (await _store.ReadAsync(_person, default))!;

    private async Task FoldAsync(StoredMindscape basis)
    {
        var folded = await new MindscapeFolder(_store, Samples.Catalog).FoldAsync(basis, default);
        Assert.Equal(ReplaceOutcome.Saved, await _store.ReplaceAsync(basis, Samples.Next(folded), default));
    }
}
