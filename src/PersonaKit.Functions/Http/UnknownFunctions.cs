using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PersonaKit.Api;

namespace PersonaKit.Functions.Http;

/// <summary>
/// Whatever no other function takes: unknown paths and wrong methods get a problem document instead of the host's empty 404. The host tries its routes in
/// the order of the functions' names, literal or not, which is why this one's comes last.
/// </summary>
public sealed class UnknownFunctions(ApiInvoker api)
{
    [Function("zUnknownRoute")]
    public Task AnswerAsync([HttpTrigger(AuthorizationLevel.Function, Route = "{*path}")] HttpRequest request) =>
        api.InvokeAsync(ApiContract.Unknown, request.HttpContext, new RouteArguments());
}
