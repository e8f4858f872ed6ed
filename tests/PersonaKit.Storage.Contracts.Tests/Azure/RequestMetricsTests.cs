using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Cosmos;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>What requests to Cosmos DB cost and which were throttled, by operation, as the meter tells it.</summary>
public sealed class RequestMetricsTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly MeterListener _listener = new();
    private readonly List<string> _measured = [];

    public RequestMetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, _meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task Every_operation_is_measured_with_its_charge_container_and_status_and_without_an_id()
    {
        var container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        var client = await CosmosEmulator.ConnectAsync(new MeasuredRequests { Metrics = new RequestMetrics(_meter) });
        var store = new CosmosMindscapeStore(client.GetContainer(container.Database.Id, container.Id), Samples.Catalog);
        var person = PersonId.Parse("somebody");
        await store.AppendAsync(person, [Samples.Observation("a")], 100, default);
        await store.AppendAsync(person, [Samples.Observation("b")], 100, default);
        await store.ReadAsync(person, default);

        Assert.Equal(
            ["patch_item mindscapes 404", "create_item mindscapes 201", "patch_item mindscapes 200", "read_item mindscapes 200"],
            _measured.Select(line => line.Split(' ')).Select(parts => $"{parts[1]} {parts[2]} {parts[3]}"));
        Assert.All(_measured, line => Assert.StartsWith("azure.cosmosdb.client.operation.request_charge", line, StringComparison.Ordinal));
        Assert.All(_measured, line => Assert.DoesNotContain("somebody", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET", "", "read_item")]
    [InlineData("PUT", "", "replace_item")]
    [InlineData("DELETE", "", "delete_item")]
    [InlineData("POST", "x-ms-documentdb-is-upsert", "upsert_item")]
    [InlineData("POST", "x-ms-documentdb-isquery", "query_items")]
    public async Task A_throttled_operation_is_counted_with_its_charge(string method, string header, string operation)
    {
        var requests = new MeasuredRequests { Metrics = new RequestMetrics(_meter), InnerHandler = new Throttled() };
        using var request = new RequestMessage(new HttpMethod(method), new Uri("dbs/personakit/colls/mindscapes/docs/somebody", UriKind.Relative));
        if (header.Length > 0)
        {
            request.Headers.Add(header, "True");
        }

        using var response = await requests.SendAsync(request, default);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(
            [$"azure.cosmosdb.client.operation.request_charge {operation} mindscapes 429 = 0.38", $"personakit.cosmosdb.throttled {operation} mindscapes refused = 1"], _measured);
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _measured.Add(
        $"{instrument.Name} {Tag(tags, "db.operation.name")} {Tag(tags, "db.collection.name")} {Tag(tags, "db.response.status_code")}{Tag(tags, "personakit.throttle.outcome")} = {value}");

    private static object? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
            {
                return tag.Value;
            }
        }

        return null;
    }

    private sealed class Throttled : RequestHandler
    {
        public override Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
        {
            var response = new ResponseMessage(HttpStatusCode.TooManyRequests, request);
            response.Headers.Add("x-ms-request-charge", "0.38");
            return Task.FromResult(response);
        }
    }
}
