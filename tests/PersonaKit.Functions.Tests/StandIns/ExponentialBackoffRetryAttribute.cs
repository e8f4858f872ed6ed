namespace Microsoft.Azure.Functions.Worker;

/// <summary>How the host retries a failed invocation. Stands in for the worker's own type where its package cannot be restored; only what PersonaKit.Functions uses of it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval) : Attribute
{
    public int MaxRetryCount { get; set; } = maxRetryCount;

    public string MinimumInterval { get; } = minimumInterval;

    public string MaximumInterval { get; } = maximumInterval;
}
