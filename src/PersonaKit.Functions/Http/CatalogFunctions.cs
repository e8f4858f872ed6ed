using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PersonaKit.Api;

namespace PersonaKit.Functions.Http;

/// <summary><c>/catalog</c>.</summary>
public sealed class CatalogFunctions(ApiInvoker api)
{
    [Function("getCatalog")]
    public Task GetAsync([HttpTrigger(AuthorizationLevel.Function, "GET", "HEAD", Route = "catalog")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.GetCatalog, request.HttpContext, new RouteArguments());

    [Function("putCatalog")]
    public Task PutAsync([HttpTrigger(AuthorizationLevel.Function, "PUT", Route = "catalog")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.PutCatalog, request.HttpContext, new RouteArguments());
}
