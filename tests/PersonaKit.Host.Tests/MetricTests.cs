using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using PersonaKit.Api.Admission;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;
using PersonaKit.Engine;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Host.Tests.Leaking;

namespace PersonaKit.Host.Tests;

/// <summary>One hour by a script, on a clock that only the script moves, and every number it leaves.</summary>
public sealed class MetricTests : IAsyncLifetime
{
    private const string Moods = """
        metadata: { id: moods, name: Moods, default_ttl_hours: 1 }
        required_traits: [current_state.energy_level]
        rules:
          - id: tired
            conditions: { trait_check: { path: current_state.energy_level, operator: equals, value: low } }
            actions: [ { generate_suggestion: { type: rest, template: rest } } ]
        templates:
          rest: { title: Rest }
        """;

    private static readonly PersonId Ada = PersonId.Parse("ada");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 20, 10, 0, 0, TimeSpan.Zero));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personakit-metrics-");
    private ServiceProvider _services = null!;
    private MeterLog _log = null!;

    public async Task InitializeAsync()
    {
        var services = new ServiceCollection().AddLogging().AddMetrics().AddSingleton<TimeProvider>(_time).AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddPersonaKit().UseSqlite(Path.Combine(_folder.FullName, "test.db"));
        _services = services.BuildServiceProvider();
        foreach (var starting in _services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await starting.StartingAsync(CancellationToken.None);
        }

        var mappers = _services.GetRequiredService<MapperLifecycle>();
        await mappers.UploadAsync(MapperId.Parse("moods"), Moods, MapperExpectation.None, CancellationToken.None);
        await mappers.ActivateAsync(MapperId.Parse("moods"), 1, MapperExpectation.None, CancellationToken.None);
        _log = new MeterLog(_services);
    }

    public async Task DisposeAsync()
    {
        _log.Dispose();
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_scripted_hour_leaves_exactly_these_numbers()
    {
        // 10:00: three observations, a retry of one, another under its id, one that the catalog refuses.
        var first = await PostAsync(Energy("e-1", "low"), Energy("e-2", "low"), Energy("e-3", "low"));
        await PostAsync(Energy("e-1", "low"));
        await PostAsync(Energy("e-1", "high"), Energy("e-4", "medium"));
        await PostAsync("""{"type":"work_session","content":{"duration_minutes":"long"}}""");
        await PostAsync(Energy("e-1", "high"), """{"id":"e-7","type":"user_input","corrects":"e-1","content":{"type":"energy_check","energy_level":"low"}}""");

        // 10:00:02: the fold takes four, and finds nothing when it is delivered again.
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(FoldOutcome.Advanced, await FoldAsync());
        Assert.Equal(FoldOutcome.Nothing, await FoldAsync());

        // A miss and two hits.
        Assert.Equal(CacheState.Miss, await GetAsync());
        Assert.Equal(CacheState.Hit, await GetAsync(first));
        Assert.Equal(CacheState.Hit, await GetAsync());

        // 10:10: a post, read before its fold and after it.
        _time.Advance(TimeSpan.FromMinutes(10));
        var second = await PostAsync(Energy("e-5", "high"));
        Assert.Equal(CacheState.Stale, await GetAsync(second));
        _time.Advance(TimeSpan.FromSeconds(30));
        await FoldAsync();
        Assert.Equal(CacheState.Hit, await GetAsync());

        // 10:11: another post, which nobody reads before its fold.
        await PostAsync(Energy("e-6", "low"));
        _time.Advance(TimeSpan.FromSeconds(3));
        await FoldAsync();
        Assert.Equal(CacheState.Stale, await GetAsync());

        // 11:15: its hour is over. And an unknown person.
        _time.Advance(TimeSpan.FromMinutes(65));
        Assert.Equal(CacheState.Stale, await GetAsync());
        Assert.IsType<PersonaOutcome.UnknownPerson>(await AskAsync(PersonId.Parse("nobody"), null));

        Assert.Equal(
            [
                "personakit.observation.outcome=accepted: 6", "personakit.observation.outcome=duplicate: 1",
                "personakit.observation.outcome=refused personakit.refusal.reason=corrects_refused: 1", "personakit.observation.outcome=refused personakit.refusal.reason=id_conflict: 2", "personakit.observation.outcome=refused personakit.refusal.reason=invalid: 1",
            ],
            _log.Sums("personakit.observations"));
        Assert.Equal(["personakit.fold.outcome=advanced: 3", "personakit.fold.outcome=nothing: 1"], _log.Counts("personakit.fold.duration"));
        Assert.Equal(["6"], _log.Sums("personakit.fold.size"));
        Assert.Equal(["35"], _log.Sums("personakit.feed.lag"));
        Assert.Equal(
            [
                "personakit.mapper.id=moods personakit.persona.cache=hit: 3", "personakit.mapper.id=moods personakit.persona.cache=miss: 2",
                "personakit.mapper.id=moods personakit.persona.cache=stale personakit.persona.stale.cause=expired: 1",
                "personakit.mapper.id=moods personakit.persona.cache=stale personakit.persona.stale.cause=mindscape: 1",
                "personakit.mapper.id=moods personakit.persona.cache=stale personakit.persona.stale.cause=receipt: 1",
            ],
            _log.Sums("personakit.persona.requests"));
        Assert.Equal(
            ["personakit.mapper.id=moods personakit.persona.build.outcome=built: 4", "personakit.mapper.id=moods personakit.persona.build.outcome=unknown_person: 1"],
            _log.Counts("personakit.persona.build.duration"));
        Assert.Equal(["personakit.mapper.id=moods personakit.persona.expiry.cause=time_to_live: 14400"], _log.Sums("personakit.persona.lifetime"));
        Assert.Contains("db.collection.name=mindscapes db.operation.name=append: 6", _log.Counts("personakit.store.operation.duration"));
        Assert.Contains("db.collection.name=mindscapes db.operation.name=replace: 3", _log.Counts("personakit.store.operation.duration"));
        Assert.Contains("db.collection.name=personas db.operation.name=find: 8", _log.Counts("personakit.store.operation.duration"));
        Assert.Contains("db.collection.name=personas db.operation.name=advance_head: 4", _log.Counts("personakit.store.operation.duration"));
    }

    [Fact]
    public void Bodies_are_measured_while_they_are_in_memory_and_refused_beyond_it()
    {
        var admission = _services.GetRequiredService<BodyAdmission>();
        var most = new EngineOptions().BodyMemory * 3 / 4;
        using (admission.TryEnter(most))
        {
            Assert.Equal([$"{most}"], _log.Sums("personakit.body.memory.usage"));
            Assert.Null(admission.TryEnter(BodyAdmission.SmallBytes + 1));
        }

        Assert.Equal(["0"], _log.Sums("personakit.body.memory.usage"));
        Assert.Equal(["personakit.body.size=large: 1"], _log.Sums("personakit.body.refused"));
    }

    private static string Energy(string id, string level) => $$$"""{"id":"{{{id}}}","type":"user_input","content":{"type":"energy_check","energy_level":"{{{level}}}"}}""";

    private async Task<Receipt?> PostAsync(params string[] observations)
    {
        var recorder = _services.GetRequiredService<ObservationRecorder>();
        var faults = new List<Fault>();
        var drafts = ObservationDraftReader.Read(DataValueJson.Parse(Encoding.UTF8.GetBytes($"[{string.Join(',', observations)}]")), recorder.Now, faults);
        Assert.Empty(faults);
        return (await recorder.RecordAsync(Ada, drafts, null, CancellationToken.None) as RecordOutcome.Recorded)?.Receipt;
    }

    private Task<FoldOutcome> FoldAsync() => _services.GetRequiredService<MindscapeChangeHandler>().HandleAsync(Ada, CancellationToken.None);

    private async Task<CacheState> GetAsync(Receipt? after = null) => Assert.IsType<PersonaOutcome.Served>(await AskAsync(Ada, after)).Cache;

    private async Task<PersonaOutcome> AskAsync(PersonId person, Receipt? after)
    {
        var mapper = (await _services.GetRequiredService<MapperRegistry>().CurrentAsync(CancellationToken.None)).Find(MapperId.Parse("moods"))!.Active!;
        return await _services.GetRequiredService<PersonaProvider>().GetAsync(new PersonaRequest(person, mapper, PersonaContext.Empty, after, null), CancellationToken.None);
    }
}
