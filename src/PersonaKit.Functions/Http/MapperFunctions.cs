using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PersonaKit.Api;

namespace PersonaKit.Functions.Http;

/// <summary><c>/mappers</c>.</summary>
public sealed class MapperFunctions(ApiInvoker api)
{
    [Function("listMappers")]
    public Task ListAsync([HttpTrigger(AuthorizationLevel.Function, "GET", "HEAD", Route = "mappers")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.ListMappers, request.HttpContext, new RouteArguments());

    [Function("getMapper")]
    public Task GetAsync([HttpTrigger(AuthorizationLevel.Function, "GET", "HEAD", Route = "mappers/{mapper_id}")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.GetMapper, request.HttpContext, new RouteArguments(request.Segment("mapper_id")));
}
