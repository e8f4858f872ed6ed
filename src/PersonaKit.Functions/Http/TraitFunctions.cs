using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PersonaKit.Api;

namespace PersonaKit.Functions.Http;

/// <summary><c>/traits</c>.</summary>
public sealed class TraitFunctions(ApiInvoker api)
{
    [Function("listTraits")]
    public Task ListAsync([HttpTrigger(AuthorizationLevel.Function, "GET", "HEAD", Route = "traits")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.ListTraits, request.HttpContext, new RouteArguments());
}
