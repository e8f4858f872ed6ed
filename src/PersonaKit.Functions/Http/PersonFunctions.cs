using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PersonaKit.Api;

namespace PersonaKit.Functions.Http;

/// <summary><c>/people/{person_id}</c>.</summary>
public sealed class PersonFunctions(ApiInvoker api)
{
    [Function("exportPerson")]
    public Task ExportAsync([HttpTrigger(AuthorizationLevel.Function, "GET", "HEAD", Route = "people/{person_id}/export")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.ExportPerson, request.HttpContext, new RouteArguments(request.Segment("person_id")));

    [Function("erasePerson")]
    public Task EraseAsync([HttpTrigger(AuthorizationLevel.Function, "DELETE", Route = "people/{person_id}")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.ErasePerson, request.HttpContext, new RouteArguments(request.Segment("person_id")));
}
