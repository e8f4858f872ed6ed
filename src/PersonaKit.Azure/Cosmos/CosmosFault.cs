using System.Net;
using Microsoft.Azure.Cosmos;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Cosmos;

/// <summary>Classifies the responses and exceptions of Cosmos DB as outages, refusals or bugs.</summary>
internal static class CosmosFault
{
    /// <summary>The replica has not yet received the writes of this session.</summary>
    private const string ReadSessionNotAvailable = "1002";

    /// <summary>The container or the database is missing, not the document.</summary>
    private const string OwnerMissing = "1003";

    /// <summary>Returns null for success and for the refusals that callers handle.</summary>
    public static Exception? Of(ResponseMessage response, string container)
    {
        var subStatus = response.Headers["x-ms-substatus"];
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound when subStatus == ReadSessionNotAvailable => Outage(response, container),
            HttpStatusCode.NotFound when subStatus == OwnerMissing =>
                new InvalidOperationException($"Cosmos DB: the container '{container}' does not exist; the deployment creates it, the application does not"),
            HttpStatusCode.NotModified or HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestEntityTooLarge => null,
            _ when response.IsSuccessStatusCode => null,
            _ when IsOutage(response.StatusCode) => Outage(response, container),
            _ => new InvalidOperationException($"Cosmos DB: {container} answered {(int)response.StatusCode}: {response.ErrorMessage}"),
        };
    }

    public static bool IsOutage(Exception fault, CancellationToken cancellationToken) => fault switch
    {
        CosmosException answered => IsOutage(answered.StatusCode),
        // The SDK timed out; the caller did not cancel.
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        TimeoutException or HttpRequestException or IOException => true,
        _ => false,
    };

    private static bool IsOutage(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)449 or (HttpStatusCode)410 || (int)status >= 500;

    private static StoreUnavailableException Outage(ResponseMessage response, string container) => new(
        $"Cosmos DB: {container} answered {(int)response.StatusCode}",
        retryAfter: double.TryParse(response.Headers["x-ms-retry-after-ms"], out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : null);
}
