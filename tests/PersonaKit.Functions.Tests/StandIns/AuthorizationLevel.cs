namespace Microsoft.Azure.Functions.Worker;

/// <summary>Who may call a function over HTTP. Stands in for the worker's own type where its package cannot be restored; only what PersonaKit.Functions uses of it.</summary>
public enum AuthorizationLevel
{
    Anonymous,
    User,
    Function,
    System,
    Admin,
}
