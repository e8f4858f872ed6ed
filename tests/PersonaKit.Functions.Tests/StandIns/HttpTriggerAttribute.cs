namespace Microsoft.Azure.Functions.Worker;

/// <summary>Binds a parameter to a request. Stands in for the worker's own type where its package cannot be restored; only what PersonaKit.Functions uses of it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : Attribute
{
    public AuthorizationLevel AuthLevel { get; } = authLevel;

    public string[]? Methods { get; } = methods;

    public string? Route { get; set; }
}
