namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>The rest of the steps. Stands in for the worker's own type where its package cannot be restored; only what PersonaKit.Functions uses of it.</summary>
public delegate Task FunctionExecutionDelegate(FunctionContext context);
