using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Azure.Personas;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;
using PersonaKit.Engine;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Language.Catalogs;
using PersonaKit.Language.Mappers;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>A deployment with another trait catalog over the documents and rows of the previous one.</summary>
public sealed class AzureCatalogChangeTests : IAsyncLifetime
{
    private const string Source = "metadata: { id: focus }\nrequired_traits: [ work.focus_duration ]";

    private readonly PersonId _person = Samples.NewPerson();
    private Container _container = null!;
    private TablePersonaStore _personas = null!;

    public async Task InitializeAsync()
    {
        _container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        _personas = new TablePersonaStore(await TableEmulator.NewTableAsync(), TimeProvider.System);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_changed_catalog_folds_everything_again_and_no_persona_of_the_old_one_is_served()
    {
        var (old, oldHandler, oldProvider) = Deploy(Samples.Catalog);
        for (var i = 0; i < 12; i++)
        {
            await old.AppendAsync(_person, [Samples.Observation($"o-{i}", 41)], 100, default);
            await oldHandler.HandleAsync(_person, default);
        }

        Assert.Equal((41, CacheState.Miss), await GetAsync(oldProvider));
        Assert.Equal((41, CacheState.Hit), await GetAsync(oldProvider));

        // The new catalog reads the interruptions of the same sessions instead of the minutes: 41 minutes have 41 % 4 of them.
        var yaml = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "catalog", "traits.yaml"));
        var catalog = TraitCatalogParser.Parse(yaml.Replace("from: duration_minutes, confidence: 0.9", "from: interruptions, confidence: 0.9", StringComparison.Ordinal)).Catalog!;
        var (store, handler, provider) = Deploy(catalog);
        Assert.Equal((1, CacheState.Miss), await GetAsync(provider));
        Assert.Equal(FoldOutcome.Advanced, await handler.HandleAsync(_person, default));
        Assert.Equal(FoldOutcome.Nothing, await handler.HandleAsync(_person, default));
        Assert.Equal((1, CacheState.Stale), await GetAsync(provider));

        var stored = (await store.ReadAsync(_person, default))!.Mindscape;
        Assert.Equal((13, catalog.Hash), (stored.Version.Value, stored.CatalogHash));
        Assert.Equal(12, stored.Traits.Find("work.focus_duration")!.Count);
    }

    private (CosmosMindscapeStore Store, MindscapeChangeHandler Handler, PersonaProvider Provider) Deploy(TraitCatalog catalog)
    {
        var store = new CosmosMindscapeStore(_container, catalog, new JournalLimits { RecentObservations = 4 });
        var folder = new MindscapeFolder(store, catalog);
        var (options, time) = (new EngineOptions(), TimeProvider.System);
        return (store, new MindscapeChangeHandler(store, _personas, folder, options, time), new PersonaProvider(_personas, new MindscapeReader(store, folder, options, time), time));
    }

    private async Task<(double Focus, CacheState Cache)> GetAsync(PersonaProvider provider)
    {
        var mapper = new CompiledMapper(new StoredMapper(MapperId.Parse("focus"), 1, Source, Samples.Now), MapperParser.Parse(Source).Program!);
        var served = Assert.IsType<PersonaOutcome.Served>(await provider.GetAsync(new PersonaRequest(_person, mapper, PersonaContext.Empty, null, null), default));
        var persona = (DataValue.Map)DataValueJson.Parse(served.Row.Body.Span);
        var trait = (DataValue.Map)((DataValue.Map)persona["core"]!)["work.focus_duration"]!;
        return (((DataValue.Number)trait["value"]!).Value, served.Cache);
    }
}
