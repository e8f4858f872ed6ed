using Microsoft.Extensions.Logging.Abstractions;
using PersonaKit.Engine;
using PersonaKit.Engine.Erasing;
using PersonaKit.Engine.Exporting;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Engines;

/// <summary>The use cases of one instance over its stores. The only place that knows how they are put together.</summary>
internal sealed class WiredEngine
{
    public static readonly EngineOptions Options = new() { InboxLimit = 24 };

    public WiredEngine(
        IMindscapeStore mindscapes,
        IPersonaStore personas,
        IMapperStore mappers,
        IDeadLetterStore deadLetters,
        TimeProvider time)
    {
        var catalog = SimulatedCatalog.Traits;
        var folder = new MindscapeFolder(mindscapes, catalog);
        Recorder = new ObservationRecorder(mindscapes, catalog, Options, time);
        Reader = new MindscapeReader(mindscapes, folder, Options, time);
        Changes = new MindscapeChangeHandler(mindscapes, personas, folder, Options, time);
        Batches = new MindscapeChangeBatchHandler(Changes, deadLetters, time, NullLogger<MindscapeChangeBatchHandler>.Instance);
        Rebuilder = new MindscapeRebuilder(mindscapes, personas, folder, Options, time);
        Provider = new PersonaProvider(personas, Reader, time);
        Explainer = new PersonaExplainer(Provider, personas, Reader, time);
        Mappers = new MapperRegistry(mappers, Options, time, NullLogger<MapperRegistry>.Instance);
        MapperChanges = new MapperLifecycle(mappers, Mappers, catalog, Options, time);
        Eraser = new PersonEraser(mindscapes, personas, time);
        Exporter = new PersonExporter(mindscapes, folder, Provider, Mappers, time);
        Purge = new PersonaPurge(personas, time);
    }

    public ObservationRecorder Recorder { get; }

    public MindscapeReader Reader { get; }

    public MindscapeChangeHandler Changes { get; }

    public MindscapeChangeBatchHandler Batches { get; }

    public MindscapeRebuilder Rebuilder { get; }

    public PersonaProvider Provider { get; }

    public PersonaExplainer Explainer { get; }

    public MapperRegistry Mappers { get; }

    public MapperLifecycle MapperChanges { get; }

    public PersonEraser Eraser { get; }

    public PersonExporter Exporter { get; }

    public PersonaPurge Purge { get; }
}
