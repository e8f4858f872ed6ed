using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PersonaKit.Api;

namespace PersonaKit.Functions.Http;

/// <summary><c>/people/{person_id}/observations</c>.</summary>
public sealed class ObservationFunctions(ApiInvoker api)
{
    [Function("postObservations")]
    public Task PostAsync([HttpTrigger(AuthorizationLevel.Function, "POST", Route = "people/{person_id}/observations")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.PostObservations, request.HttpContext, new RouteArguments(request.Segment("person_id")));

    [Function("listObservations")]
    public Task ListAsync([HttpTrigger(AuthorizationLevel.Function, "GET", "HEAD", Route = "people/{person_id}/observations")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.ListObservations, request.HttpContext, new RouteArguments(request.Segment("person_id")));
}
