using System.Globalization;
using Azure;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Personas;

/// <summary>Converts the exceptions of the table client into those of the store interface.</summary>
internal static class TableFault
{
    /// <summary>Runs a call. An outage becomes <see cref="StoreUnavailableException"/>; a refusal is thrown unchanged.</summary>
    public static async Task<T> GuardAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception fault) when (IsOutage(fault, cancellationToken))
        {
            throw new StoreUnavailableException($"Table Storage: {Describe(fault)}", fault, RetryAfter(fault));
        }
    }

    public static bool Is(this RequestFailedException fault, int status) => fault.Status == status;

    private static bool IsOutage(Exception fault, CancellationToken cancellationToken) => fault switch
    {
        RequestFailedException { Status: 0 or 408 or 429 or 449 or >= 500 } => true,
        // Every retry of the pipeline failed.
        AggregateException many => many.InnerExceptions.All(inner => IsOutage(inner, cancellationToken)),
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        TimeoutException or HttpRequestException or IOException => true,
        _ => false,
    };

    private static string Describe(Exception fault) => fault is RequestFailedException { Status: > 0 } answered ? $"answered {answered.Status}" : "cannot be reached";

    private static TimeSpan? RetryAfter(Exception fault) =>
        fault is RequestFailedException answered
        && answered.GetRawResponse() is { } response
        && response.Headers.TryGetValue("Retry-After", out var seconds)
        && int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? TimeSpan.FromSeconds(value)
            : null;
}
