using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PersonaKit.Api;
using PersonaKit.Azure.Mappers;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Azure.Personas;
using PersonaKit.Engine;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>An instance of the deployed product with its own caches, over stores that others may share.</summary>
internal sealed class ApiInstance
{
    private readonly ApiInvoker _api;

    public ApiInstance(IMindscapeStore mindscapes, IPersonaStore personas, IMapperStore mappers, EngineOptions options, TimeProvider time)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton(mindscapes).AddSingleton(personas).AddSingleton(mappers).AddSingleton(options).AddSingleton(time).AddSingleton(new CatalogSource(Samples.Catalog))
            .AddPersonaKit().Services.BuildServiceProvider();
        Changes = services.GetRequiredService<MindscapeChangeHandler>();
        _api = services.GetRequiredService<ApiInvoker>();
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
