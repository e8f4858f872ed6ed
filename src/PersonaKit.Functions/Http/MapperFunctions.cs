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

    [Function("validateMapper")]
    public Task ValidateAsync([HttpTrigger(AuthorizationLevel.Function, "POST", Route = "mappers/validate")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.ValidateMapper, request.HttpContext, new RouteArguments());

    [Function("putMapper")]
    public Task PutAsync([HttpTrigger(AuthorizationLevel.Function, "PUT", Route = "mappers/{mapper_id}")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.PutMapper, request.HttpContext, new RouteArguments(request.Segment("mapper_id")));

    [Function("retireMapper")]
    public Task RetireAsync([HttpTrigger(AuthorizationLevel.Function, "POST", Route = "mappers/{mapper_id}/retire")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.RetireMapper, request.HttpContext, new RouteArguments(request.Segment("mapper_id")));

    [Function("getMapperRevision")]
    public Task GetRevisionAsync([HttpTrigger(AuthorizationLevel.Function, "GET", "HEAD", Route = "mappers/{mapper_id}/revisions/{revision}")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.GetMapperRevision, request.HttpContext, new RouteArguments(request.Segment("mapper_id"), request.Segment("revision")));

    [Function("activateMapper")]
    public Task ActivateAsync([HttpTrigger(AuthorizationLevel.Function, "POST", Route = "mappers/{mapper_id}/revisions/{revision}/activate")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.ActivateMapper, request.HttpContext, new RouteArguments(request.Segment("mapper_id"), request.Segment("revision")));
}
