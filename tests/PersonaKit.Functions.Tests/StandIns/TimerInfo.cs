namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer says of an occurrence. Stands in for the worker's own type where its package cannot be restored; only what PersonaKit.Functions uses of it.</summary>
public class TimerInfo
{
    public bool IsPastDue { get; set; }
}
