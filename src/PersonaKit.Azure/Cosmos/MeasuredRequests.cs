using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Azure.Cosmos;

namespace PersonaKit.Azure.Cosmos;

/// <summary>
/// Measures every request of the client. It sits above the client's own retries: one operation is one measurement, and the throttled
/// attempts below it are read from the diagnostics where there were any.
/// </summary>
internal sealed partial class MeasuredRequests : RequestHandler
{
    /// <summary>Null until the container knows the meter: the client is made before.</summary>
    public RequestMetrics? Metrics { get; set; }

    public override async Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
    {
        if (Metrics is not { Enabled: true } metrics)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var (operation, container) = (OperationOf(request), ContainerOf(request.RequestUri?.OriginalString ?? ""));
        var response = await base.SendAsync(request, cancellationToken);
        metrics.Answered(operation, container, (int)response.StatusCode, response.Headers.RequestCharge);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            metrics.Throttled(operation, container, Math.Max(1, ThrottledIn(response.Diagnostics)), isRefused: true);
        }
        else if (response.IsSuccessStatusCode && response.Diagnostics?.GetFailedRequestCount() > 0 && ThrottledIn(response.Diagnostics) is > 0 and var retried)
        {
            metrics.Throttled(operation, container, retried, isRefused: false);
        }

        return response;
    }

    /// <summary>In the words of OpenTelemetry's conventions for Cosmos DB.</summary>
    private static string OperationOf(RequestMessage request) => request.Method.Method switch
    {
        "GET" when IsSet(request, "A-IM") => "query_change_feed",
        "GET" when request.RequestUri?.OriginalString.TrimEnd('/').EndsWith("/docs", StringComparison.Ordinal) == true => "read_all_items",
        "GET" => "read_item",
        "PUT" => "replace_item",
        "PATCH" => "patch_item",
        "DELETE" => "delete_item",
        "POST" when IsSet(request, "x-ms-documentdb-isquery") || IsSet(request, "x-ms-documentdb-query") => "query_items",
        "POST" when IsSet(request, "x-ms-documentdb-is-upsert") => "upsert_item",
        "POST" => "create_item",
        _ => "_OTHER",
    };

    private static bool IsSet(RequestMessage request, string header) => request.Headers.TryGetValue(header, out var value) && !string.IsNullOrEmpty(value);

    /// <summary>The container's name and nothing behind it: ids of documents are ids of people.</summary>
    private static string ContainerOf(string uri) => Container().Match(uri) is { Success: true } match ? match.Groups[1].Value : "";

    private static int ThrottledIn(CosmosDiagnostics? diagnostics) =>
        diagnostics is null ? 0 : ThrottledCalls().Matches(diagnostics.ToString()).Sum(static match => int.Parse(match.Groups[1].ValueSpan));

    [GeneratedRegex("colls/([^/]+)")]
    private static partial Regex Container();

    /// <summary>The summary in front of the diagnostics counts calls by status and sub-status: <c>"(429, 3200)":2</c>.</summary>
    [GeneratedRegex("""\(429, ?\d+\)"\s*:\s*(\d+)""")]
    private static partial Regex ThrottledCalls();
}
