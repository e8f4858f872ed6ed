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
        context.GetHttpContext() is { } http ? invoker.GuardAsync(context.FunctionDefinition.Name, http, () => next(context)) : next(context);
}
