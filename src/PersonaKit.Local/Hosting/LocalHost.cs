using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PersonaKit.Api;
using PersonaKit.Api.Feedback;
using PersonaKit.Api.Health;
using PersonaKit.Api.Mappers;
using PersonaKit.Api.Mindscapes;
using PersonaKit.Api.Observing;
using PersonaKit.Api.People;
using PersonaKit.Api.Personas;
using PersonaKit.Api.Traits;
using PersonaKit.Api.WhatIf;
using PersonaKit.Engine;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Local.Options;
using PersonaKit.Sqlite;

namespace PersonaKit.Local.Hosting;

/// <summary>The API on Kestrel over one SQLite file, with its feed and its purge, from start to stop.</summary>
public sealed class LocalHost : IAsyncDisposable
{
    private static readonly TimeSpan RequestPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FeedPatience = TimeSpan.FromSeconds(20);

    private readonly KestrelServer _server;
    private readonly FeedPump _pump;
    private readonly PurgeTimer _purge;
    private int _stopped;

    private LocalHost(LocalEngine engine, LocalOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        Engine = engine;
        _pump = new FeedPump(engine.Database.Feed, engine.Changes, loggers.CreateLogger<FeedPump>());
        _purge = new PurgeTimer(engine.Purge, time, loggers.CreateLogger<PurgeTimer>());
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        foreach (var url in options.Urls)
        {
            url.Listen(kestrel);
        }

        var transport = new SocketTransportFactory(Microsoft.Extensions.Options.Options.Create(new SocketTransportOptions()), loggers);
        _server = new KestrelServer(Microsoft.Extensions.Options.Options.Create(kestrel), transport, loggers);
    }

    public LocalEngine Engine { get; }

    /// <summary>Where it listens, with the ports the system chose.</summary>
    public IReadOnlyCollection<string> Addresses => [.. _server.Features.Get<IServerAddressesFeature>()!.Addresses];

    /// <summary>Throws <see cref="SqliteDatabaseException"/> when the file cannot be opened and <see cref="IOException"/> when an address is taken.</summary>
    public static async Task<LocalHost> StartAsync(
        LocalOptions options, LoadedCatalog catalog, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var database = SqliteDatabase.Open(options.DataPath, catalog.Traits, time, loggers.CreateLogger<SqliteDatabase>());
        try
        {
            var engine = new LocalEngine(database, catalog.Traits, new EngineOptions(), time, loggers);
            await engine.Seeds.SyncFilesAsync(catalog.Mappers, cancellationToken);
            await engine.Mappers.CurrentAsync(cancellationToken);
            var host = new LocalHost(engine, options, time, loggers);
            await host._server.StartAsync(host.Application(options, time, loggers), cancellationToken);
            host._pump.Start();
            host._purge.Start();
            return host;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops accepting, finishes what runs, folds what was accepted, closes the file. Returns false when the fold was cut short.</summary>
    public async Task<bool> StopAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
        {
            return true;
        }

        try
        {
            using var patience = new CancellationTokenSource(RequestPatience);
            await _server.StopAsync(patience.Token);
            _server.Dispose();
            await _purge.DisposeAsync();
            return await _pump.StopAsync(FeedPatience);
        }
        finally
        {
            _pump.Dispose();
            await Engine.Database.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private ApiApplication Application(LocalOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        var endpoints = new ApiEndpoints(
            new ObservationEndpoints(Engine.Recorder, Engine.Database.Mindscapes),
            new MindscapeEndpoints(Engine.Mindscapes, time, Engine.Rebuilder),
            new PersonaEndpoints(Engine.Personas, Engine.Explanations, Engine.Mappers, Engine.Database.Mindscapes, time),
            new PersonEndpoints(Engine.Exporter, Engine.Eraser),
            new MapperEndpoints(Engine.Mappers, Engine.MapperChanges),
            new PreviewEndpoints(Engine.Preview, Engine.Revisions, time),
            new ComparisonEndpoints(Engine.Comparer, Engine.Revisions),
            new TraitEndpoints(Engine.Catalog),
            new FeedbackEndpoints(Engine.Recorder, Engine.Mappers),
            new TraitHistoryEndpoints(Engine.TraitHistory, time),
            new HealthEndpoints(new LocalHealth(Engine.Database, _pump)));
        return new ApiApplication(new ApiInvoker(endpoints, loggers.CreateLogger<ApiInvoker>()), new RequestGate(options.ApiKey));
    }
}
