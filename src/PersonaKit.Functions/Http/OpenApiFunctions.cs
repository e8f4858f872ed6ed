using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PersonaKit.Api;

namespace PersonaKit.Functions.Http;

/// <summary><c>/openapi.json</c>.</summary>
public sealed class OpenApiFunctions(ApiInvoker api)
{
    [Function("getOpenApi")]
    public Task GetAsync([HttpTrigger(AuthorizationLevel.Function, "GET", "HEAD", Route = "openapi.json")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.GetOpenApi, request.HttpContext, new RouteArguments());
}
