using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging.Abstractions;
using PersonaKit.Api;
using PersonaKit.Api.Health;
using PersonaKit.Api.Mappers;
using PersonaKit.Api.Mindscapes;
using PersonaKit.Api.Observing;
using PersonaKit.Api.Personas;
using PersonaKit.Api.Traits;
using PersonaKit.Azure.Mappers;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Azure.Personas;
using PersonaKit.Engine;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>One of several instances of the deployed product, with clients, caches and knowledge of its own, over stores that all share.</summary>
internal sealed class ApiInstance : IHostHealth
{
    private readonly ApiInvoker _api;

    private ApiInstance(Func<IHostHealth, ApiEndpoints> endpoints) => _api = new ApiInvoker(endpoints(this), NullLogger<ApiInvoker>.Instance);

    public static async Task<ApiInstance> StartAsync(Container mappers, Container mindscapes, TablePersonaStore personas, EngineOptions options, TimeProvider time)
    {
        var client = await CosmosEmulator.ConnectAsync();
        var mapperStore = new CosmosMapperStore(client.GetContainer(mappers.Database.Id, mappers.Id));
        var mindscapeStore = new CosmosMindscapeStore(client.GetContainer(mindscapes.Database.Id, mindscapes.Id), Samples.Catalog);
        var registry = new MapperRegistry(mapperStore, options, time, NullLogger<MapperRegistry>.Instance);
        var reader = new MindscapeReader(mindscapeStore, new MindscapeFolder(mindscapeStore, Samples.Catalog), options, time);
        return new ApiInstance(health => new ApiEndpoints(
            new ObservationEndpoints(new ObservationRecorder(mindscapeStore, Samples.Catalog, options, time), mindscapeStore),
            new MindscapeEndpoints(reader, time),
            new PersonaEndpoints(new PersonaProvider(personas, reader, time), registry, mindscapeStore, time),
            new MapperEndpoints(registry, new MapperLifecycle(mapperStore, registry, Samples.Catalog, options, time)),
            new TraitEndpoints(Samples.Catalog),
            new HealthEndpoints(health)));
    }

    public ValueTask<HostHealth> CheckAsync(CancellationToken cancellationToken) => new(new HostHealth(true, true, null));

    public async Task<(int Status, JsonElement Json, string Tag)> SendAsync(ApiRoute route, RouteArguments arguments, string? body = null, string? ifMatch = null)
    {
        var http = new DefaultHttpContext();
        using var answer = new MemoryStream();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        http.Request.Method = route.Method;
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
        return (http.Response.StatusCode, JsonDocument.Parse(answer.ToArray()).RootElement, http.Response.Headers.ETag.ToString());
    }
}
