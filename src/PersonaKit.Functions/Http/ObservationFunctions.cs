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

    [Function("retractObservation")]
    public Task RetractAsync(
        [HttpTrigger(AuthorizationLevel.Function, "DELETE", Route = "people/{person_id}/observations/{observation_id}")] HttpRequest request) =>
        api.InvokeAsync(
            ApiContract.RetractObservation, request.HttpContext, new RouteArguments(request.Segment("person_id"), request.Segment("observation_id")));
}
