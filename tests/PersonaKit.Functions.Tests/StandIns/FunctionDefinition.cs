namespace Microsoft.Azure.Functions.Worker;

/// <summary>The function of an invocation. Stands in for the worker's own type where its package cannot be restored; only what PersonaKit.Functions uses of it.</summary>
public abstract class FunctionDefinition
{
    public abstract string Name { get; }
}
