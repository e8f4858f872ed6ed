namespace Microsoft.Azure.Functions.Worker;

/// <summary>Binds a parameter to a schedule. Stands in for the worker's own type where its package cannot be restored; only what PersonaKit.Functions uses of it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    public string Schedule { get; } = schedule;

    public bool RunOnStartup { get; set; }
}
