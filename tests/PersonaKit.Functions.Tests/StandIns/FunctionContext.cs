namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation. Stands in for the worker's own type where its package cannot be restored; only what PersonaKit.Functions uses of it.</summary>
public abstract class FunctionContext
{
    public abstract RetryContext RetryContext { get; }

    public abstract FunctionDefinition FunctionDefinition { get; }

    public abstract IDictionary<object, object> Items { get; set; }

    public virtual CancellationToken CancellationToken => CancellationToken.None;
}
