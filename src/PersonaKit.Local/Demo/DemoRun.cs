using System.Text;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Local.Options;

namespace PersonaKit.Local.Demo;

/// <summary>Plays the sample fortnight through the real engine, line by line as it arrived, and looks at the person now and then.</summary>
internal static class DemoRun
{
    private static readonly PersonId Ada = PersonId.Parse("ada");
    private static readonly MapperId Mapper = MapperId.Parse("daily_work_optimizer");

    public static string SamplePath { get; } = Path.Combine(AppContext.BaseDirectory, "samples", "fortnight.jsonl");

    /// <param name="services">Of a host that was put together and not started: no server listens, and the feed is drained where the story wants it.</param>
    public static async Task<int> PlayAsync(IServiceProvider services, LocalOptions options, LoadedCatalog catalog, TextWriter output, TextWriter errors)
    {
        await services.GetRequiredService<MapperSeeds>().SyncFilesAsync(catalog.Mappers, CancellationToken.None);
        if ((await services.GetRequiredService<MapperRegistry>().CurrentAsync(CancellationToken.None)).Find(Mapper)?.Active is not { } mapper)
        {
            await errors.WriteLineAsync($"the demo shows {Mapper}, which this catalog does not have");
            return 2;
        }

        if (await services.GetRequiredService<IMindscapeStore>().ReadAsync(Ada, CancellationToken.None) is not null)
        {
            await errors.WriteLineAsync($"{options.DataPath} knows {Ada} already; the demo tells their story from the beginning and needs a new file");
            return 2;
        }

        return await PlayAsync(services, mapper, output, errors);
    }

    private static async Task<int> PlayAsync(IServiceProvider services, CompiledMapper mapper, TextWriter output, TextWriter errors)
    {
        var recorder = services.GetRequiredService<ObservationRecorder>();
        var tally = new DemoTally();
        var looks = new Queue<DemoLook>(DemoLook.All);
        var newest = DateTimeOffset.MinValue;
        foreach (var line in await File.ReadAllLinesAsync(SamplePath))
        {
            var faults = new List<Fault>();
            var drafts = ObservationDraftReader.Read(DataValueJson.Parse(Encoding.UTF8.GetBytes(line)), recorder.Now, faults);
            if (faults.Count > 0 || await recorder.RecordAsync(Ada, drafts, null, CancellationToken.None) is not RecordOutcome.Recorded { Items: [var item] })
            {
                await errors.WriteLineAsync($"this catalog does not take a line of the sample: {line}");
                return 2;
            }

            tally.Add(drafts[0].Type, item, isLate: drafts[0].ObservedAt < newest);
            newest = drafts[0].ObservedAt is { } seen && seen > newest ? seen : newest;
            if (looks.TryPeek(out var look) && item.Id.Value == look.After)
            {
                await FoldAsync(services);
                await ShowAsync(services, mapper, looks.Dequeue(), output);
            }
        }

        await FoldAsync(services);
        await output.WriteLineAsync(tally.ToString());
        return 0;
    }

    private static Task FoldAsync(IServiceProvider services) =>
        services.GetRequiredService<IChangeFeed>().DrainAsync(
            async (person, token) => await services.GetRequiredService<MindscapeChangeHandler>().HandleAsync(person, token) != FoldOutcome.Conflict,
            TimeSpan.FromSeconds(30),
            CancellationToken.None);

    private static async Task ShowAsync(IServiceProvider services, CompiledMapper mapper, DemoLook look, TextWriter output)
    {
        var context = look.Meeting is { } meeting
            ? PersonaContext.Of(new DataValue.Map([new("upcoming_meeting", DataValue.Of(double.Parse(meeting)))]))
            : PersonaContext.Empty;
        var mindscape = await services.GetRequiredService<MindscapeReader>().ReadAsync(Ada, null, MindscapeVersion.None, CancellationToken.None);
        var persona = await services.GetRequiredService<PersonaProvider>().GetAsync(new PersonaRequest(Ada, mapper, context, null, look.At), CancellationToken.None);
        await output.WriteLineAsync(mindscape is MindscapeOutcome.Found found && persona is PersonaOutcome.Served served
            ? PersonaText.Of(served.Row, found.Mindscape.Zone, found.Mindscape.LastSequence)
            : $"no persona at {look.At:u}: {persona.GetType().Name}");
    }
}
