using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PersonaKit.Api;

namespace PersonaKit.Functions.Http;

/// <summary><c>/people/{person_id}/mindscape</c> and <c>/people/{person_id}/rebuild</c>.</summary>
public sealed class MindscapeFunctions(ApiInvoker api)
{
    [Function("getMindscape")]
    public Task GetAsync([HttpTrigger(AuthorizationLevel.Function, "GET", "HEAD", Route = "people/{person_id}/mindscape")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.GetMindscape, request.HttpContext, new RouteArguments(request.Segment("person_id")));

    [Function("rebuildMindscape")]
    public Task RebuildAsync([HttpTrigger(AuthorizationLevel.Function, "POST", Route = "people/{person_id}/rebuild")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.RebuildMindscape, request.HttpContext, new RouteArguments(request.Segment("person_id")));
}
