namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks a function. Stands in for the worker's own type where its package cannot be restored; only what PersonaKit.Functions uses of it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
