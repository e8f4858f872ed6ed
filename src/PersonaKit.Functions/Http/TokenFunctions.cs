using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PersonaKit.Api;

namespace PersonaKit.Functions.Http;

/// <summary><c>/tokens</c>.</summary>
public sealed class TokenFunctions(ApiInvoker api)
{
    [Function("postTokens")]
    public Task PostAsync([HttpTrigger(AuthorizationLevel.Function, "POST", Route = "tokens")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.PostTokens, request.HttpContext, new RouteArguments());
}
