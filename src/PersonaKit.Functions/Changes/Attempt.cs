using Microsoft.Azure.Functions.Worker;

namespace PersonaKit.Functions.Changes;

/// <summary>Which attempt at a batch this is.</summary>
internal static class Attempt
{
    /// <summary>The host sends no retry context exactly when no retry will follow.</summary>
    public static bool IsLast(RetryContext? retry) => retry is null || retry.RetryCount >= retry.MaxRetryCount;
}
