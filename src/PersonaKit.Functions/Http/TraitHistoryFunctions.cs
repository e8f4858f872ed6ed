using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PersonaKit.Api;

namespace PersonaKit.Functions.Http;

/// <summary><c>/people/{person_id}/traits/{path}/history</c>.</summary>
public sealed class TraitHistoryFunctions(ApiInvoker api)
{
    [Function("getTraitHistory")]
    public Task GetAsync([HttpTrigger(AuthorizationLevel.Function, "GET", "HEAD", Route = "people/{person_id}/traits/{path}/history")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.GetTraitHistory, request.HttpContext, new RouteArguments(request.Segment("person_id"), request.Segment("path")));
}
