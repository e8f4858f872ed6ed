using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PersonaKit.Api;

namespace PersonaKit.Functions.Http;

/// <summary><c>/people/{person_id}/personas</c>.</summary>
public sealed class PersonaFunctions(ApiInvoker api)
{
    [Function("getPersona")]
    public Task GetAsync([HttpTrigger(AuthorizationLevel.Function, "GET", "HEAD", Route = "people/{person_id}/personas/{mapper_id}")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.GetPersona, request.HttpContext, new RouteArguments(request.Segment("person_id"), request.Segment("mapper_id")));

    [Function("listPersonas")]
    public Task ListAsync([HttpTrigger(AuthorizationLevel.Function, "GET", "HEAD", Route = "people/{person_id}/personas")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.ListPersonas, request.HttpContext, new RouteArguments(request.Segment("person_id")));
}
