using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging.Abstractions;
using PersonaKit.Api;
using PersonaKit.Azure.DeadLetters;
using PersonaKit.Azure.Mappers;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Azure.Personas;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Storage;
using PersonaKit.Language.Mappers;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>
/// The deployed product without Azure: HTTP handlers, Cosmos DB, its change feed, the batch handler of the trigger, Table Storage, and
/// back.
/// </summary>
public sealed class AzureCompositionTests : IAsyncLifetime
{
    private const string Source = """
        metadata: { id: counter }
        required_traits: [ notes.counter ]
        """;

    private static readonly MapperProgram Counter = MapperParser.Parse(Source).Program!;

    private readonly PersonId _ana = Samples.NewPerson();
    private readonly PersonId _bob = Samples.NewPerson();
    private readonly PersonId _cleo = Samples.NewPerson();
    private Container _container = null!;
    private TableClient _table = null!;
    private OutageForOne _mindscapes = null!;
    private CosmosDeadLetterStore _deadLetters = null!;
    private MindscapeChangeBatchHandler _batches = null!;
    private ApiInstance _api = null!;

    public async Task InitializeAsync()
    {
        _container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        _deadLetters = new CosmosDeadLetterStore(await CosmosEmulator.NewContainerAsync("deadletters", "/person_id"));
        _mindscapes = new OutageForOne(new CosmosMindscapeStore(_container, Samples.Catalog, new JournalLimits { RecentObservations = 4 }));
        _table = await TableEmulator.NewTableAsync();
        var time = TimeProvider.System;
        var mappers = new CosmosMapperStore(await CosmosEmulator.NewContainerAsync("mappers", "/id"));
        await new MapperSeeds(mappers, time, NullLogger<MapperSeeds>.Instance).SyncFilesAsync([(Counter, Source)], default);
        _api = new ApiInstance(_mindscapes, new TablePersonaStore(_table, time), mappers, new EngineOptions(), time);
        _batches = new MindscapeChangeBatchHandler(_api.Changes, _deadLetters, time, NullLogger<MindscapeChangeBatchHandler>.Instance);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_post_comes_back_as_a_persona_and_a_redelivered_batch_changes_nothing()
    {
        await PostAsync(_ana, 1);
        await _batches.HandleAsync(await ReadFeedAsync(), isLastAttempt: false, default);
        Assert.Equal((1, "PersonaKit; fwd=miss; stored"), await GetAsync(_ana));

        await PostAsync(_ana, 2);
        var batch = await ReadFeedAsync();
        await _batches.HandleAsync(batch, isLastAttempt: false, default);
        await _batches.HandleAsync(batch, isLastAttempt: false, default);
        Assert.Equal((2, "PersonaKit; fwd=stale; stored"), await GetAsync(_ana));
        var (counter, cache) = await GetAsync(_ana);
        Assert.Equal(2, counter);
        Assert.StartsWith("PersonaKit; hit", cache, StringComparison.Ordinal);
        Assert.Equal(2, await VersionOfAsync(_ana));
    }

    [Fact]
    public async Task A_read_with_the_receipt_does_not_wait_for_the_feed()
    {
        await PostAsync(_ana, 1);
        await _batches.HandleAsync(await ReadFeedAsync(), isLastAttempt: false, default);
        await GetAsync(_ana);

        Assert.Equal(2, (await GetAsync(_ana, await PostAsync(_ana, 2))).Counter);
    }

    [Fact]
    public async Task A_transient_failure_in_a_batch_redelivers_it_and_loses_nothing()
    {
        await PostAsync(_ana, 1);
        await PostAsync(_bob, 2);
        await PostAsync(_cleo, 3);
        var batch = await ReadFeedAsync();
        _mindscapes.Throttled = _bob;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _batches.HandleAsync(batch, isLastAttempt: false, default));
        Assert.Empty(await _deadLetters.ListAsync(10, default));

        _mindscapes.Throttled = null;
        Assert.Equal((1, 0, 1), (await VersionOfAsync(_ana), await VersionOfAsync(_bob), await VersionOfAsync(_cleo)));
        await _batches.HandleAsync(batch, isLastAttempt: false, default);
        Assert.Equal((1, 1, 1), (await VersionOfAsync(_ana), await VersionOfAsync(_bob), await VersionOfAsync(_cleo)));
        Assert.Equal(2, (await GetAsync(_bob)).Counter);
    }

    [Fact]
    public async Task A_poison_document_becomes_a_dead_letter_and_can_be_replayed_after_a_repair()
    {
        await PostAsync(_ana, 1);
        await PostAsync(_bob, 2);
        await PostAsync(_cleo, 3);
        var sound = await ReadDocumentAsync(_bob);
        await WriteDocumentAsync(_bob, sound.Replace("\"schema\":1", "\"schema\":99", StringComparison.Ordinal));

        await _batches.HandleAsync(await ReadFeedAsync(), isLastAttempt: false, default);
        Assert.Equal(_bob, Assert.Single(await _deadLetters.ListAsync(10, default)).PersonId);
        Assert.Equal((1, 1), (await VersionOfAsync(_ana), await VersionOfAsync(_cleo)));

        await WriteDocumentAsync(_bob, sound);
        Assert.Equal((1, 0), await _batches.ReplayAsync(10, default));
        Assert.Empty(await _deadLetters.ListAsync(10, default));
        Assert.Equal(2, (await GetAsync(_bob)).Counter);
        Assert.Equal(1, await VersionOfAsync(_bob));
    }

    [Fact]
    public async Task An_erased_person_is_removed_from_both_stores_and_can_start_again()
    {
        await PostAsync(_ana, 1);
        await _batches.HandleAsync(await ReadFeedAsync(), isLastAttempt: false, default);
        await PostAsync(_ana, 2);
        await GetAsync(_ana);
        await _deadLetters.ParkAsync(_ana.Value, "Test", Samples.Now, default, default);

        Assert.Equal(StatusCodes.Status204NoContent, (await _api.SendAsync(ApiContract.ErasePerson, new(_ana.Value))).Status);
        foreach (var route in (ApiRoute[])[ApiContract.GetMindscape, ApiContract.ListObservations, ApiContract.ListPersonas, ApiContract.ExportPerson])
        {
            Assert.Equal(StatusCodes.Status404NotFound, (await _api.SendAsync(route, new(_ana.Value))).Status);
        }

        Assert.Equal(StatusCodes.Status204NoContent, (await _api.SendAsync(ApiContract.ErasePerson, new(_ana.Value))).Status);

        Assert.Equal(StatusCodes.Status404NotFound, (await _api.SendAsync(ApiContract.GetPersona, new(_ana.Value, "counter"))).Status);
        for (var delivery = 0; delivery < 2; delivery++)
        {
            await _batches.HandleAsync(await ReadFeedAsync(), isLastAttempt: false, default);
            Assert.Empty(await _deadLetters.ListAsync(10, default));
            Assert.Equal(
                ["id", "person_id", "kind", "schema", "version", "received", "erased_at", "ttl"],
                JsonDocument.Parse(Assert.Single(await ReadFeedAsync())).RootElement.EnumerateObject().Select(property => property.Name).Where(name => name[0] != '_'));
            Assert.Equal("head", Assert.Single(await _table.QueryAsync<TableEntity>().ToListAsync()).RowKey);
        }

        await PostAsync(_ana, 3);
        Assert.Equal((3, "PersonaKit; fwd=miss; stored"), await GetAsync(_ana));
        await _batches.HandleAsync(await ReadFeedAsync(), isLastAttempt: false, default);
        Assert.Equal((3, 4L), ((await GetAsync(_ana)).Counter, await VersionOfAsync(_ana)));
        var (_, export, headers) = await _api.SendAsync(ApiContract.ExportPerson, new(_ana.Value));
        Assert.Equal([3], export.GetProperty("observations").EnumerateArray().Select(observation => observation.GetProperty("content").GetProperty("value").GetInt32()));
        Assert.Equal($"attachment; filename=\"{_ana.Value.Replace(':', '_')}.json\"", headers.ContentDisposition);
    }

    [Fact]
    public async Task The_feed_deletes_leftovers_of_an_interrupted_erase()
    {
        await PostAsync(_ana, 1);
        await _batches.HandleAsync(await ReadFeedAsync(), isLastAttempt: false, default);
        await GetAsync(_ana);

        // The erase stops after the tombstone.
        Assert.NotNull(await _mindscapes.EraseAsync(_ana, DateTimeOffset.UtcNow, default));
        Assert.Equal(2, (await _table.QueryAsync<TableEntity>().ToListAsync()).Count);
        await _batches.HandleAsync(await ReadFeedAsync(), isLastAttempt: false, default);
        var head = Assert.Single(await _table.QueryAsync<TableEntity>().ToListAsync());
        Assert.Equal(("head", 2L), (head.RowKey, head.GetInt64("mindscape_version")));
    }

    [Fact]
    public async Task A_retracted_observation_is_removed_from_traits_personas_and_documents()
    {
        for (var i = 1; i <= 12; i++)
        {
            await PostAsync(_ana, i);
            await _batches.HandleAsync(await ReadFeedAsync(), isLastAttempt: false, default);
        }

        Assert.Equal(12, (await GetAsync(_ana)).Counter);
        var retracted = await RetractAsync("c-12");
        Assert.Equal(11, (await GetAsync(_ana, retracted)).Counter);
        await RetractAsync("c-2");
        await _batches.HandleAsync(await ReadFeedAsync(), isLastAttempt: false, default);
        Assert.Equal(11, (await GetAsync(_ana)).Counter);
        Assert.Equal(retracted, await RetractAsync("c-12"));

        var kept = await CosmosDump.OfAsync(_container, _ana);
        Assert.All(Enumerable.Range(1, 12), i => Assert.Equal(i is not (2 or 12), kept.Contains($"words of c-{i} end", StringComparison.Ordinal)));
        var (status, rebuilt, _) = await _api.SendAsync(ApiContract.RebuildMindscape, new(_ana.Value));
        Assert.Equal((StatusCodes.Status200OK, false, 10), (status, rebuilt.GetProperty("changed").GetBoolean(), rebuilt.GetProperty("observations").GetInt32()));

        // The traits were right, so what was built of them is.
        var (counter, cache) = await GetAsync(_ana);
        Assert.Equal(11, counter);
        Assert.StartsWith("PersonaKit; hit", cache, StringComparison.Ordinal);
    }

    private async Task<string> RetractAsync(string id)
    {
        var (status, answer, _) = await _api.SendAsync(ApiContract.RetractObservation, new(_ana.Value, id));
        Assert.Equal(StatusCodes.Status202Accepted, status);
        return answer.GetProperty("receipt").GetString()!;
    }

    private async Task<string> PostAsync(PersonId person, int counter)
    {
        var body = $$$"""{"id":"c-{{{counter}}}","meta":{"words":"words of c-{{{counter}}} end"},"type":"assertion","content":{"trait":"notes.counter","value":{{{counter}}}}}""";
        var (status, answer, _) = await _api.SendAsync(ApiContract.PostObservations, new(person.Value), body);
        Assert.Equal(StatusCodes.Status202Accepted, status);
        return answer.GetProperty("receipt").GetString()!;
    }

    private async Task<(int Counter, string Cache)> GetAsync(PersonId person, string? after = null)
    {
        var (status, persona, headers) = await _api.SendAsync(ApiContract.GetPersona, new(person.Value, "counter"), query: after is null ? "" : $"?after={after}");
        Assert.Equal(StatusCodes.Status200OK, status);
        return (persona.GetProperty("core").GetProperty("notes.counter").GetProperty("value").GetInt32(), headers["Cache-Status"].ToString());
    }

    private async Task<long> VersionOfAsync(PersonId person) => (await _mindscapes.ReadAsync(person, default))!.Mindscape.Version.Value;

    private async Task<List<string>> ReadFeedAsync()
    {
        using var feed = _container.GetChangeFeedStreamIterator(ChangeFeedStartFrom.Beginning(), ChangeFeedMode.Incremental);
        using var page = await feed.ReadNextAsync();
        using var json = await JsonDocument.ParseAsync(page.Content);
        return [.. json.RootElement.GetProperty("Documents").EnumerateArray().Select(document => document.GetRawText())];
    }

    private async Task<string> ReadDocumentAsync(PersonId person)
    {
        using var document = await _container.ReadItemStreamAsync(person.Value, new PartitionKey(person.Value));
        using var text = new StreamReader(document.Content);
        return await text.ReadToEndAsync();
    }

    private async Task WriteDocumentAsync(PersonId person, string document)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(document));
        using var written = await _container.ReplaceItemStreamAsync(content, person.Value, new PartitionKey(person.Value));
        written.EnsureSuccessStatusCode();
    }
}
