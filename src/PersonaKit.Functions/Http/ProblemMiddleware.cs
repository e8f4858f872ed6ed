using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using PersonaKit.Api;

namespace PersonaKit.Functions.Http;

/// <summary>
/// Answers with a problem document whatever goes wrong around a handler (its own failures never leave the invoker): the host would make it an empty 500.
/// Invocations without a request keep their exceptions, for the retries of the trigger live on them.
/// </summary>
internal sealed class ProblemMiddleware(ApiInvoker invoker) : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        context.GetHttpContext() is { } http ? invoker.InvokeAsync(RouteTo(context, next, http), http, default) : next(context);

    // What the rest of the pipeline does is a handler like any other, so one place decides what an exception looks like from outside.
    private static ApiRoute RouteTo(FunctionContext context, FunctionExecutionDelegate next, HttpContext http) =>
        new(http.Request.Method, "", context.FunctionDefinition.Name, IsAnonymous: false, async (_, _, _, _) =>
        {
            await next(context);
            return null;
        });
}
