using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PersonaKit.Api;

namespace PersonaKit.Functions.Http;

/// <summary><c>/health</c>, for probes that have no key.</summary>
public sealed class HealthFunctions(ApiInvoker api)
{
    [Function("getLiveness")]
    public Task LiveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "GET", "HEAD", Route = "health/live")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.GetLiveness, request.HttpContext, new RouteArguments());

    [Function("getReadiness")]
    public Task ReadyAsync([HttpTrigger(AuthorizationLevel.Anonymous, "GET", "HEAD", Route = "health/ready")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.GetReadiness, request.HttpContext, new RouteArguments());
}
