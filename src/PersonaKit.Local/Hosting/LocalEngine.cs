using Microsoft.Extensions.Logging;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Engine;
using PersonaKit.Engine.Erasing;
using PersonaKit.Engine.Exporting;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.WhatIf;
using PersonaKit.Sqlite;

namespace PersonaKit.Local.Hosting;

/// <summary>The use cases over one SQLite file, put together by hand: a container would be slower to start and no shorter.</summary>
public sealed class LocalEngine
{
    public LocalEngine(SqliteDatabase database, TraitCatalog catalog, EngineOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        Database = database;
        Catalog = catalog;
        var folder = new MindscapeFolder(database.Mindscapes, catalog);
        Recorder = new ObservationRecorder(database.Mindscapes, catalog, options, time);
        Mindscapes = new MindscapeReader(database.Mindscapes, folder, options, time);
        TraitHistory = new TraitHistoryReader(database.Mindscapes, folder, catalog);
        Personas = new PersonaProvider(database.Personas, Mindscapes, time);
        Mappers = new MapperRegistry(database.Mappers, options, time, loggers.CreateLogger<MapperRegistry>());
        MapperChanges = new MapperLifecycle(database.Mappers, Mappers, catalog, options, time);
        Seeds = new MapperSeeds(database.Mappers, time, loggers.CreateLogger<MapperSeeds>());
        Explanations = new PersonaExplainer(Personas, database.Personas, Mindscapes, time);
        Revisions = new MapperRevisions(Mappers, database.Mappers);
        Preview = new MapperPreview(Mindscapes, Recorder, catalog);
        Comparer = new MapperComparer(database.Mindscapes, Mindscapes, time);
        Changes = new MindscapeChangeHandler(database.Mindscapes, database.Personas, folder, options, time);
        Eraser = new PersonEraser(database.Mindscapes, database.Personas, time);
        Exporter = new PersonExporter(database.Mindscapes, folder, Personas, Mappers, time);
        Rebuilder = new MindscapeRebuilder(database.Mindscapes, database.Personas, folder, options, time);
        Purge = new PersonaPurge(database.Personas, time);
    }

    public SqliteDatabase Database { get; }

    public TraitCatalog Catalog { get; }

    public ObservationRecorder Recorder { get; }

    public MindscapeReader Mindscapes { get; }

    public TraitHistoryReader TraitHistory { get; }

    public PersonaProvider Personas { get; }

    public MapperRegistry Mappers { get; }

    public MapperLifecycle MapperChanges { get; }

    public MapperSeeds Seeds { get; }

    public PersonaExplainer Explanations { get; }

    public MapperRevisions Revisions { get; }

    public MapperPreview Preview { get; }

    public MapperComparer Comparer { get; }

    public MindscapeChangeHandler Changes { get; }

    public PersonEraser Eraser { get; }

    public PersonExporter Exporter { get; }

    public MindscapeRebuilder Rebuilder { get; }

    public PersonaPurge Purge { get; }
}
