using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Azure.Personas;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>Errors of the services: every outage becomes one exception type with a retry time, whatever the SDK throws.</summary>
public sealed class AzureRefusalTests
{
    private readonly PersonId _person = Samples.NewPerson();

    [Theory]
    [InlineData(408)]
    [InlineData(410)]
    [InlineData(429)]
    [InlineData(449)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Every_outage_of_Cosmos_DB_is_transient_in_every_call(int status)
    {
        var (store, requests) = await OpenAsync(retryAfter: 1500);
        await store.AppendAsync(_person, [Samples.Observation("a")], 100, default);
        var stored = (await store.ReadAsync(_person, default))!;
        requests.Refusal = (HttpStatusCode)status;

        Func<Task>[] calls =
        [
            () => store.AppendAsync(_person, [Samples.Observation("b")], 100, default),
            () => store.ReadAsync(_person, default),
            () => store.ReplaceAsync(stored, stored.Mindscape with { Version = stored.Mindscape.Version.Next() }, default),
            () => store.ReadNewestAsync(_person, null, 10, default),
            async () => await store.ReadFoldedAsync(_person, default).ToListAsync(),
        ];
        foreach (var call in calls)
        {
            var outage = await Assert.ThrowsAsync<StoreUnavailableException>(call);
            Assert.Equal(TimeSpan.FromMilliseconds(1500), outage.RetryAfter);
        }

        requests.Refusal = null;
        Assert.Equal("a", Assert.Single((await store.ReadAsync(_person, default))!.Inbox).Observation.Id.Value);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_permanent_refusal_is_not_reported_as_an_outage(int status)
    {
        var (store, requests) = await OpenAsync();
        requests.Refusal = (HttpStatusCode)status;
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.ReadAsync(_person, default));
    }

    [Fact]
    public async Task A_document_that_would_pass_two_megabytes_is_a_full_inbox_until_a_fold_makes_room()
    {
        var (store, requests) = await OpenAsync();
        await store.AppendAsync(_person, [Samples.Observation("a")], 100, default);
        requests.Refusal = HttpStatusCode.RequestEntityTooLarge;
        Assert.IsType<AppendOutcome.Full>(await store.AppendAsync(_person, [Samples.Observation("b")], 100, default));

        requests.Refusal = null;
        Assert.IsType<AppendOutcome.Appended>(await store.AppendAsync(_person, [Samples.Observation("b")], 100, default));
        Assert.Equal(2, (await store.ReadAsync(_person, default))!.Inbox.Length);
    }

    [Fact]
    public async Task A_fold_too_large_for_a_document_is_neither_an_outage_nor_retried()
    {
        var (store, requests) = await OpenAsync();
        await store.AppendAsync(_person, [Samples.Observation("a")], 100, default);
        var stored = (await store.ReadAsync(_person, default))!;
        requests.Take();
        requests.Refusal = HttpStatusCode.RequestEntityTooLarge;
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.ReplaceAsync(stored, Samples.Fold(stored), default));
        Assert.Equal(["PUT"], requests.Take());
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Every_outage_of_Table_Storage_is_transient_in_every_call(int status)
    {
        var refusal = new Refusal(status);
        var options = new TableClientOptions { Retry = { MaxRetries = 0 }, Transport = refusal };
        var store = new TablePersonaStore(await TableEmulator.NewTableAsync(options), TimeProvider.System);
        refusal.IsOn = true;

        Func<Task>[] calls =
        [
            async () => await store.FindAsync(_person, Samples.Key(), default),
            async () => await store.SaveAsync(_person, Samples.Row(Samples.Key()), default),
            () => store.AdvanceHeadAsync(_person, new MindscapeVersion(1), default),
            () => store.ListAsync(_person, default),
            () => store.PurgeExpiredAsync(Samples.Now, 10, default),
        ];
        foreach (var call in calls)
        {
            var outage = await Assert.ThrowsAsync<StoreUnavailableException>(call);
            Assert.Equal(TimeSpan.FromSeconds(3), outage.RetryAfter);
        }
    }

    private static async Task<(CosmosMindscapeStore Store, CosmosRequests Requests)> OpenAsync(int? retryAfter = null)
    {
        var requests = new CosmosRequests { RetryAfter = retryAfter };
        var container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        var client = await CosmosEmulator.ConnectAsync(requests);
        return (new CosmosMindscapeStore(client.GetContainer(container.Database.Id, container.Id), Samples.Catalog), requests);
    }

    /// <summary>Answers instead of the table while it is switched on.</summary>
    private sealed class Refusal(int status) : HttpPipelineTransport
    {
        private readonly HttpClientTransport _table = new();

        public bool IsOn { get; set; }

        public override Request CreateRequest() => _table.CreateRequest();

        public override void Process(HttpMessage message) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message)
        {
            if (IsOn)
            {
                message.Response = new RefusedResponse(status);
            }
            else
            {
                await _table.ProcessAsync(message);
            }
        }
    }
}
