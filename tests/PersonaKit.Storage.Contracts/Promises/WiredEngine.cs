using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Values;
using PersonaKit.Engine;
using PersonaKit.Engine.Erasing;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Language.Mappers;

namespace PersonaKit.Storage.Contracts.Promises;

/// <summary>The engine as a host composes it, on the system clock, with one mapper that shows the last posted counter.</summary>
internal sealed class WiredEngine
{
    public static readonly DateTimeOffset Start = Samples.Now.AddDays(-2);

    private static readonly CompiledMapper Counter = Parse("""
        metadata: { id: counter }
        required_traits: [ notes.counter ]
        """);

    private readonly PersonaProvider _provider;

    public WiredEngine(IMindscapeStore mindscapes, IPersonaStore personas)
    {
        var options = new EngineOptions();
        var folder = new MindscapeFolder(mindscapes, Samples.Catalog);
        Recorder = new ObservationRecorder(mindscapes, Samples.Catalog, options, TimeProvider.System);
        Handler = new MindscapeChangeHandler(mindscapes, personas, folder, options, TimeProvider.System);
        Reader = new MindscapeReader(mindscapes, folder, options, TimeProvider.System);
        Eraser = new PersonEraser(mindscapes, personas, TimeProvider.System);
        _provider = new PersonaProvider(personas, Reader, TimeProvider.System);
    }

    public ObservationRecorder Recorder { get; }

    public MindscapeChangeHandler Handler { get; }

    public MindscapeReader Reader { get; }

    public PersonEraser Eraser { get; }

    public static ObservationDraft Draft(int i, DateTimeOffset at, string type, string content) => new()
    {
        Pointer = "",
        Id = ObservationId.Parse($"o{i}"),
        Type = type,
        Content = (DataValue.Map)DataValueJson.Parse(content),
        ObservedAt = at,
    };

    public static int CounterIn(PersonaRow row)
    {
        var persona = (DataValue.Map)DataValueJson.Parse(row.Body.Span);
        var entry = (DataValue.Map)((DataValue.Map)persona["core"]!)["notes.counter"]!;
        return (int)((DataValue.Number)entry["value"]!).Value;
    }

    public async Task<Receipt> PostAsync(PersonId person, int i)
    {
        ImmutableArray<ObservationDraft> drafts = [Draft(i, Start.AddSeconds(i), "assertion", $$"""{"trait":"notes.counter","value":{{i}}}""")];
        return Assert.IsType<RecordOutcome.Recorded>(await Recorder.RecordAsync(person, drafts, null, CancellationToken.None)).Receipt!;
    }

    public ValueTask<PersonaOutcome> GetAsync(PersonId person, Receipt? after) =>
        _provider.GetAsync(new PersonaRequest(person, Counter, PersonaContext.Empty, after, null), CancellationToken.None);

    private static CompiledMapper Parse(string yaml)
    {
        var program = MapperParser.Parse(yaml).Program!;
        return new CompiledMapper(new StoredMapper(program.Id, 1, yaml, Start), program);
    }
}
