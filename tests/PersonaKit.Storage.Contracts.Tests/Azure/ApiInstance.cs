using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging.Abstractions;
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
using PersonaKit.Azure.Mappers;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Azure.Personas;
using PersonaKit.Engine;
using PersonaKit.Engine.Erasing;
using PersonaKit.Engine.Exporting;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Engine.WhatIf;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>An instance of the deployed product with its own caches, over stores that others may share.</summary>
internal sealed class ApiInstance : IHostHealth
{
    private readonly ApiInvoker _api;

    public ApiInstance(IMindscapeStore mindscapes, IPersonaStore personas, IMapperStore mappers, EngineOptions options, TimeProvider time)
    {
        var registry = new MapperRegistry(mappers, options, time, NullLogger<MapperRegistry>.Instance);
        var folder = new MindscapeFolder(mindscapes, Samples.Catalog);
        var reader = new MindscapeReader(mindscapes, folder, options, time);
        var recorder = new ObservationRecorder(mindscapes, Samples.Catalog, options, time);
        var provider = new PersonaProvider(personas, reader, time);
        var revisions = new MapperRevisions(registry, mappers);
        Changes = new MindscapeChangeHandler(mindscapes, personas, folder, options, time);
        var endpoints = new ApiEndpoints(
            new ObservationEndpoints(recorder, mindscapes),
            new MindscapeEndpoints(reader, time, new MindscapeRebuilder(mindscapes, personas, folder, options, time)),
            new PersonaEndpoints(provider, new PersonaExplainer(provider, personas, reader, time), registry, mindscapes, time),
            new PersonEndpoints(new PersonExporter(mindscapes, folder, provider, registry, time), new PersonEraser(mindscapes, personas, time)),
            new MapperEndpoints(registry, new MapperLifecycle(mappers, registry, Samples.Catalog, options, time)),
            new PreviewEndpoints(new MapperPreview(reader, recorder, Samples.Catalog), revisions, time),
            new ComparisonEndpoints(new MapperComparer(mindscapes, reader, time), revisions),
            new TraitEndpoints(Samples.Catalog),
            new FeedbackEndpoints(recorder, registry),
            new TraitHistoryEndpoints(new TraitHistoryReader(mindscapes, folder, Samples.Catalog), time),
            new HealthEndpoints(this));
        _api = new ApiInvoker(endpoints, NullLogger<ApiInvoker>.Instance);
    }

    /// <summary>What the change feed's trigger calls.</summary>
    public MindscapeChangeHandler Changes { get; }

    /// <summary>An instance with its own clients over containers of the emulator.</summary>
    public static async Task<ApiInstance> StartAsync(Container mappers, Container mindscapes, TablePersonaStore personas, EngineOptions options, TimeProvider time)
    {
        var client = await CosmosEmulator.ConnectAsync();
        return new(
            new CosmosMindscapeStore(client.GetContainer(mindscapes.Database.Id, mindscapes.Id), Samples.Catalog),
            personas,
            new CosmosMapperStore(client.GetContainer(mappers.Database.Id, mappers.Id)),
            options,
            time);
    }

    public ValueTask<HostHealth> CheckAsync(CancellationToken cancellationToken) => new(new HostHealth(true, true, null));

    public async Task<ApiAnswer> SendAsync(ApiRoute route, RouteArguments arguments, string? body = null, string? ifMatch = null, string query = "")
    {
        var http = new DefaultHttpContext();
        using var answer = new MemoryStream();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        http.Request.Method = route.Method;
        http.Request.QueryString = new QueryString(query);
        if (body is not null)
        {
            http.Request.ContentType = body.StartsWith('{') ? "application/json" : "application/yaml";
            http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        }

        if (ifMatch is not null)
        {
            http.Request.Headers.IfMatch = ifMatch;
        }

        await _api.InvokeAsync(route, http, arguments);
        await http.Response.BodyWriter.FlushAsync();
        return new(http.Response.StatusCode, answer.Length == 0 ? default : JsonDocument.Parse(answer.ToArray()).RootElement, http.Response.Headers);
    }
}
