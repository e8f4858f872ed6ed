using System.Diagnostics.Metrics;

namespace PersonaKit.Azure.Cosmos;

/// <summary>
/// What requests to Cosmos DB cost, and which were throttled. Name and attributes of the charge are those of OpenTelemetry's conventions
/// for Cosmos DB.
/// </summary>
internal sealed class RequestMetrics(Meter meter)
{
    private readonly Histogram<double> _charge = meter.CreateHistogram(
        "azure.cosmosdb.client.operation.request_charge",
        "{request_unit}",
        "Request units of one operation, by operation, container and status.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000] });

    private readonly Counter<long> _throttled = meter.CreateCounter<long>(
        "personakit.cosmosdb.throttled", "{response}", "Responses 429 of Cosmos DB, with those that the client's own retries got over.");

    public bool Enabled => _charge.Enabled || _throttled.Enabled;

    public void Answered(string operation, string container, int status, double charge) => _charge.Record(
        charge,
        new("db.operation.name", operation),
        new("db.collection.name", container),
        new("db.response.status_code", status));

    public void Throttled(string operation, string container, int responses, bool isRefused) => _throttled.Add(
        responses,
        new("db.operation.name", operation),
        new("db.collection.name", container),
        new("personakit.throttle.outcome", isRefused ? "refused" : "retried"));
}
