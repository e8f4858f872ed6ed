using Microsoft.Extensions.Time.Testing;
using Moq;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Erasing;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Language.Catalogs;
using PersonaKit.Language.Mappers;

namespace PersonaKit.Engine.Tests;

/// <summary>The engine over mocked stores, with a small catalog, one mapper and a fixed clock.</summary>
internal sealed class World
{
    public static readonly PersonId Ana = PersonId.Parse("ana");

    public static readonly TraitCatalog Catalog = TraitCatalogParser.Parse("""
        traits:
          profile.time_zone: { kind: fact, half_life: 3650d }
          mood: { kind: category, half_life: 3h, volatile: true }
          rhythm: { kind: rhythm, half_life: 28d }
        observations:
          check:
            fields: { mood: { type: text, values: [good, bad] } }
            feeds: [ { trait: mood, from: mood, confidence: 1 } ]
          session:
            fields: { start: instant, score: number }
            feeds: [ { trait: rhythm, from: score, hour_of: start, confidence: 0.7 } ]
        """).Catalog!;

    public static readonly CompiledMapper Mapper = Active("""
        metadata: { id: moods }
        required_traits: [ mood ]
        rules:
          - id: cheer_up
            conditions: { trait_check: { path: mood, operator: equals, value: bad } }
            actions: [ { generate_suggestion: { type: cheer, template: cheer } } ]
        templates:
          cheer: { title: Cheer up, description: It gets better. }
        """, revision: 1);

    public static MapperSnapshot Snapshot =>
        new([new MapperEntry(MapperHead.Of(Mapper.Id, MapperRevision.Of(1, "", MapperOrigin.File, default)), Mapper, Mapper)], null, null, 0, 0);

    public World()
    {
        Folder = new MindscapeFolder(Mindscapes.Object, Catalog);
        var reader = new MindscapeReader(Mindscapes.Object, Folder, Options, Time);
        Handler = new MindscapeChangeHandler(Mindscapes.Object, Personas.Object, Folder, Options, Time);
        Provider = new PersonaProvider(Personas.Object, reader, Time);
        Eraser = new PersonEraser(Mindscapes.Object, Personas.Object, Time);
        Personas.Setup(store => store.SaveAsync(Ana, It.IsAny<PersonaRow>(), It.IsAny<CancellationToken>()))
            .Callback((PersonId _, PersonaRow row, CancellationToken _) => Saved.Add(row))
            .Returns(ValueTask.CompletedTask);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 20, 10, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.Zero };

    public EngineOptions Options { get; } = new() { ReadPatience = TimeSpan.Zero };

    public Mock<IMindscapeStore> Mindscapes { get; } = new(MockBehavior.Strict);

    public Mock<IPersonaStore> Personas { get; } = new(MockBehavior.Strict);

    public MindscapeFolder Folder { get; }

    public MindscapeChangeHandler Handler { get; }

    public PersonaProvider Provider { get; }

    public PersonEraser Eraser { get; }

    public List<PersonaRow> Saved { get; } = [];

    public static PersonaKey Key => new(Mapper.Id, $"{PersonaContext.Empty.Digest}-{Catalog.Hash[..8]}");

    public static CompiledMapper Active(string yaml, int revision)
    {
        var parsed = MapperParser.Parse(yaml);
        Assert.Empty(parsed.Faults);
        return new CompiledMapper(new StoredMapper(parsed.Program!.Id, revision, yaml, default), parsed.Program);
    }

    public Observation Check(string mood, string id = "o1") => Observe("check", $$"""{"mood":"{{mood}}"}""", id);

    public Observation Observe(string type, string content, string id) => new ObservationDraft
    {
        Pointer = "",
        Type = type,
        Content = (DataValue.Map)DataValueJson.Parse(content),
    }.Accept(ObservationId.Parse(id), Time.GetUtcNow());

    /// <summary>A person with folded observations and others in the inbox.</summary>
    public StoredMindscape Stored(long version, Observation[] folded, params Observation[] waiting) => new(
        MindscapeFold.Rebuild(Ana, folded, Catalog) with { Version = new MindscapeVersion(version), LastSequence = folded.Length },
        [.. waiting.Select((observation, i) => new AcceptedObservation(folded.Length + i + 1, observation))],
        folded.Length + waiting.Length,
        version.ToString());

    /// <summary>The tombstone of a person who was erased an hour ago.</summary>
    public StoredMindscape Tombstone(long version, long received)
    {
        var blank = Stored(version, []);
        return blank with
        {
            Mindscape = blank.Mindscape with { LastSequence = received },
            LastSequence = received,
            ErasedAt = Time.GetUtcNow().AddHours(-1),
        };
    }

    public void Reads(params StoredMindscape?[] states)
    {
        var sequence = Mindscapes.SetupSequence(store => store.ReadAsync(Ana, It.IsAny<CancellationToken>()));
        foreach (var state in states)
        {
            sequence = sequence.ReturnsAsync(state);
        }
    }

    public void Finds(long head, PersonaRow? row) =>
        Personas.Setup(store => store.FindAsync(Ana, Key, It.IsAny<CancellationToken>()))
            .Returns(new ValueTask<PersonaLookup>(new PersonaLookup(new MindscapeVersion(head), row)));

    public PersonaRow Row(long version, long received = 1, int revision = 1, double expiresInMinutes = 60) => new()
    {
        Key = Key,
        MapperRevision = revision,
        MindscapeVersion = new MindscapeVersion(version),
        LastSequence = received,
        GeneratedAt = Time.GetUtcNow(),
        ExpiresAt = Time.GetUtcNow().AddMinutes(expiresInMinutes),
        PersonaId = "p_old",
        Body = "{}"u8.ToArray(),
    };

    public ValueTask<PersonaOutcome> Get(Observing.Receipt? after = null, DateTimeOffset? at = null, CompiledMapper? mapper = null) =>
        Provider.GetAsync(new PersonaRequest(Ana, mapper ?? Mapper, PersonaContext.Empty, after, at), CancellationToken.None);
}
