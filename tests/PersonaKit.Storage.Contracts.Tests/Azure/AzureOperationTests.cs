using System.Net;
using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PersonaKit.Azure.DeadLetters;
using PersonaKit.Azure.Mappers;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Azure.Personas;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;
using PersonaKit.Engine;
using PersonaKit.Engine.Erasing;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Language.Mappers;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>
/// The number of requests of each operation, counted on the way to the emulators, and how a batch of the feed handles failures.
/// </summary>
public sealed class AzureOperationTests : IAsyncLifetime
{
    private readonly PersonId _person = Samples.NewPerson();
    private readonly CosmosRequests _cosmos = new();
    private readonly TableRequests _tables = new();
    private Container _container = null!;
    private CosmosMindscapeStore _mindscapes = null!;
    private CosmosDeadLetterStore _deadLetters = null!;
    private TablePersonaStore _personas = null!;
    private MindscapeChangeHandler _handler = null!;
    private MindscapeChangeBatchHandler _batches = null!;
    private PersonaProvider _provider = null!;

    public async Task InitializeAsync()
    {
        _container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        var letters = await CosmosEmulator.NewContainerAsync("deadletters", "/person_id");
        var client = await CosmosEmulator.ConnectAsync(_cosmos);
        _mindscapes = new CosmosMindscapeStore(client.GetContainer(_container.Database.Id, _container.Id), Samples.Catalog);
        _deadLetters = new CosmosDeadLetterStore(letters);
        var options = new TableClientOptions();
        options.AddPolicy(_tables, HttpPipelinePosition.PerCall);
        _personas = new TablePersonaStore(await TableEmulator.NewTableAsync(options), TimeProvider.System);
        var folder = new MindscapeFolder(_mindscapes, Samples.Catalog);
        var engine = new EngineOptions();
        _handler = new MindscapeChangeHandler(_mindscapes, _personas, folder, engine, TimeProvider.System);
        _batches = new MindscapeChangeBatchHandler(_handler, _deadLetters, TimeProvider.System, NullLogger<MindscapeChangeBatchHandler>.Instance);
        _provider = new PersonaProvider(_personas, new MindscapeReader(_mindscapes, folder, engine, TimeProvider.System), TimeProvider.System);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_observation_of_a_known_person_is_one_patch()
    {
        await AppendAsync("a");
        Take();
        await AppendAsync("b");
        AssertRequests(["PATCH"], []);
    }

    [Fact]
    public async Task A_fold_is_a_read_a_replace_and_a_write_of_the_head()
    {
        await AppendAsync("a");
        await _handler.HandleAsync(_person, default);
        await AppendAsync("b");
        Take();
        Assert.Equal(FoldOutcome.Advanced, await _handler.HandleAsync(_person, default));
        AssertRequests(["GET", "PUT"], ["PUT"]);

        Assert.Equal(FoldOutcome.Nothing, await _handler.HandleAsync(_person, default));
        AssertRequests(["GET"], []);
    }

    [Fact]
    public async Task A_retraction_is_a_read_and_a_replace_and_its_fold_reads_the_history_and_writes_a_page()
    {
        await AppendAsync("a");
        await AppendAsync("b");
        await _handler.HandleAsync(_person, default);
        Take();
        var recorder = new ObservationRecorder(_mindscapes, Samples.Catalog, new EngineOptions(), TimeProvider.System);
        Assert.IsType<RetractOutcome.Retracted>(await recorder.RetractAsync(_person, ObservationId.Parse("a"), default));
        AssertRequests(["GET", "PUT"], []);

        // What a read does not show is confirmed by a write that is refused, and read again.
        Assert.IsType<RetractOutcome.UnknownObservation>(await recorder.RetractAsync(_person, ObservationId.Parse("never"), default));
        AssertRequests(["GET", "PATCH", "GET"], []);


        Assert.Equal(FoldOutcome.Advanced, await _handler.HandleAsync(_person, default));
        AssertRequests(["GET", "GET", "POST", "PUT"], ["PUT", "GET"]);
        Take();

        // It is on the page now, which is read to find it, to fold the history, and for the union.
        await AppendAsync("c");
        await _handler.HandleAsync(_person, default);
        Take();
        Assert.IsType<RetractOutcome.Retracted>(await recorder.RetractAsync(_person, ObservationId.Parse("b"), default));
        await _handler.HandleAsync(_person, default);

        // The directory of checkpoints is looked for and made, so that none from before the fold is entered any more.
        AssertRequests(["GET", "PUT", "GET", "GET", "GET", "GET", "POST", "GET", "PUT", "PUT"], ["PUT", "GET"]);
    }

    [Fact]
    public async Task A_hit_is_two_reads_of_the_table_and_a_miss_a_read_and_a_write_more()
    {
        await AppendAsync("a");
        await _handler.HandleAsync(_person, default);
        Take();
        Assert.Equal(CacheState.Miss, await GetAsync());
        AssertRequests(["GET"], ["GET", "GET", "PUT"]);

        Assert.Equal(CacheState.Hit, await GetAsync());
        AssertRequests([], ["GET", "GET"]);
    }

    [Fact]
    public async Task An_explanation_is_one_read_of_the_mindscape_more()
    {
        await AppendAsync("a");
        await _handler.HandleAsync(_person, default);
        Take();
        var time = TimeProvider.System;
        var reader = new MindscapeReader(_mindscapes, new MindscapeFolder(_mindscapes, Samples.Catalog), new EngineOptions(), time);
        var explainer = new PersonaExplainer(_provider, _personas, reader, time);
        Assert.Equal(CacheState.Miss, await ExplainAsync());
        AssertRequests(["GET", "GET"], ["GET", "GET", "PUT"]);

        Assert.Equal(CacheState.Hit, await ExplainAsync());
        AssertRequests(["GET"], ["GET", "GET"]);

        async Task<CacheState> ExplainAsync() => Assert.IsType<PersonaOutcome.Explained>(await explainer.ExplainAsync(Asked(), default)).Cache;
    }

    [Fact]
    public async Task Feedback_is_stored_and_folded_as_one_observation_and_costs_what_one_costs()
    {
        await AppendAsync("a");
        await _handler.HandleAsync(_person, default);
        Take();
        const string Body = """{"mapper_id":"any","rule_id":"any","helpful":true}""";
        var faults = new List<Fault>();
        var votes = FeedbackDraftReader.Read(DataValueJson.Parse(Body), TimeProvider.System.GetUtcNow(), faults);
        Assert.Empty(faults);
        var recorder = new ObservationRecorder(_mindscapes, Samples.Catalog, new EngineOptions(), TimeProvider.System);
        await recorder.RecordAsync(_person, votes, null, default);
        AssertRequests(["PATCH"], []);

        Assert.Equal(FoldOutcome.Advanced, await _handler.HandleAsync(_person, default));
        AssertRequests(["GET", "PUT"], ["PUT"]);
    }

    [Fact]
    public async Task An_erase_is_a_read_and_a_replace_and_in_the_table_the_head_a_query_and_the_deletes_and_the_feed_looks_once_more()
    {
        await AppendAsync("a");
        await _handler.HandleAsync(_person, default);
        await GetAsync();
        Take();
        Assert.True(await new PersonEraser(_mindscapes, _personas, TimeProvider.System).EraseAsync(_person, default));
        AssertRequests(["GET", "PUT"], ["GET", "PUT", "GET", "DELETE"]);

        Assert.Equal(FoldOutcome.Erased, await _handler.HandleAsync(_person, default));
        AssertRequests(["GET"], ["GET", "GET"]);
    }

    [Fact]
    public async Task A_fresh_snapshot_costs_no_read_and_an_unchanged_one_costs_one_read_of_the_index()
    {
        var container = await CosmosEmulator.NewContainerAsync("mappers", "/id");
        var elsewhere = new CosmosMapperStore(container);
        var requests = new CosmosRequests();
        var client = await CosmosEmulator.ConnectAsync(requests);
        var time = new FakeTimeProvider(Samples.Now);
        var options = new EngineOptions();
        var registry = new MapperRegistry(
            new CosmosMapperStore(client.GetContainer(container.Database.Id, container.Id)), options, time, NullLogger<MapperRegistry>.Instance);
        var id = MapperId.Parse("any");
        await elsewhere.AddAsync(id, "metadata: { id: any }", MapperOrigin.Api, Samples.Now, null, default);
        await elsewhere.ActivateAsync(id, 1, MapperOrigin.Api, "1", default);
        Assert.Equal(1, await ActiveAsync());
        Assert.Equal(["GET", "GET"], requests.Take());

        time.Advance(options.MapperRefresh - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await ActiveAsync());
        Assert.Equal([], requests.Take());

        time.Advance(options.MapperStaleness);
        Assert.Equal(1, await ActiveAsync());
        Assert.Equal(["GET"], requests.Take());

        await elsewhere.AddAsync(id, "metadata: { id: any, name: Other }", MapperOrigin.Api, Samples.Now, "2", default);
        await elsewhere.ActivateAsync(id, 2, MapperOrigin.Api, "3", default);
        time.Advance(options.MapperStaleness);
        Assert.Equal(2, await ActiveAsync());
        Assert.Equal(["GET", "GET"], requests.Take());

        async Task<int?> ActiveAsync() => (await registry.CurrentAsync(default)).Find(id)?.Active?.Revision;
    }

    [Fact]
    public async Task An_outage_redelivers_the_batch_and_on_the_last_attempt_creates_dead_letters()
    {
        await AppendAsync("a");
        string[] batch = ["{ not json", """{"kind":"mindscape","person_id":"../etc","id":"a stray"}""", """{"kind":"journal","person_id":"x"}""", $$"""{"kind":"mindscape","person_id":"{{_person}}","id":"{{_person}}"}"""];
        _cosmos.Refusal = HttpStatusCode.ServiceUnavailable;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _batches.HandleAsync(batch, isLastAttempt: false, default));
        Assert.Equal(("a stray", 1), Assert.Single((await _deadLetters.ListAsync(10, default)).Select(letter => (letter.DocumentId, letter.Attempts))));

        await _batches.HandleAsync(batch, isLastAttempt: true, default);
        Assert.Equal(
            [("a stray", 2), (_person.Value, 1)],
            (await _deadLetters.ListAsync(10, default)).Select(letter => (letter.DocumentId, letter.Attempts)).Order());
        Assert.Equal((0, 2), await _batches.ReplayAsync(10, default));

        _cosmos.Refusal = null;
        Assert.Equal((1, 1), await _batches.ReplayAsync(10, default));
        Assert.Equal("a stray", Assert.Single(await _deadLetters.ListAsync(10, default)).DocumentId);
        Assert.Equal(1, (await _personas.FindAsync(_person, Samples.Key(), default)).Head.Value);
        await _batches.HandleAsync(batch, isLastAttempt: false, default);
        Assert.Equal(1, (await _mindscapes.ReadAsync(_person, default))!.Mindscape.Version.Value);
    }

    [Fact]
    public async Task A_redelivered_change_is_folded_once()
    {
        await AppendAsync("a");
        await _batches.HandleAsync(await ReadFeedAsync(), isLastAttempt: false, default);
        Assert.Equal(CacheState.Miss, await GetAsync());

        await AppendAsync("b");
        var redelivered = await ReadFeedAsync();
        await _batches.HandleAsync(redelivered, isLastAttempt: false, default);
        await _batches.HandleAsync(redelivered, isLastAttempt: false, default);
        Assert.Equal(CacheState.Stale, await GetAsync());
        Assert.Equal(CacheState.Hit, await GetAsync());
        Assert.Equal(2, (await _mindscapes.ReadAsync(_person, default))!.Mindscape.Version.Value);
    }

    private async Task<List<string>> ReadFeedAsync()
    {
        using var feed = _container.GetChangeFeedStreamIterator(ChangeFeedStartFrom.Beginning(), ChangeFeedMode.Incremental);
        using var page = await feed.ReadNextAsync();
        using var json = await System.Text.Json.JsonDocument.ParseAsync(page.Content);
        return [.. json.RootElement.GetProperty("Documents").EnumerateArray().Select(document => document.GetRawText())];
    }

    private void Take() => (_, _) = (_cosmos.Take(), _tables.Take());

    private void AssertRequests(string[] cosmos, string[] tables)
    {
        Assert.Equal(cosmos, _cosmos.Take());
        Assert.Equal(tables, _tables.Take());
    }

    private Task AppendAsync(string id) => _mindscapes.AppendAsync(_person, [Samples.Observation(id)], 100, default);

    private async Task<CacheState> GetAsync() => Assert.IsType<PersonaOutcome.Served>(await _provider.GetAsync(Asked(), default)).Cache;

    private PersonaRequest Asked()
    {
        var source = "metadata: { id: any }";
        var mapper = new CompiledMapper(new StoredMapper(MapperId.Parse("any"), 1, source, Samples.Now), MapperParser.Parse(source).Program!);
        return new PersonaRequest(_person, mapper, PersonaContext.Empty, null, null);
    }
}
