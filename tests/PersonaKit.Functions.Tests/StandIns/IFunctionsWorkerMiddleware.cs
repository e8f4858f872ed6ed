namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>A step around every invocation. Stands in for the worker's own type where its package cannot be restored; only what PersonaKit.Functions uses of it.</summary>
public interface IFunctionsWorkerMiddleware
{
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
