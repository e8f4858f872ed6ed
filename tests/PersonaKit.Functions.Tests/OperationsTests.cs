using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using PersonaKit.Api.Admission;
using PersonaKit.Engine.Telemetry;
using PersonaKit.Functions.Tests.Hosting;
using PersonaKit.Host.Tests.Leaking;

namespace PersonaKit.Functions.Tests;

/// <summary>docs/operations.md and the dashboards know the metrics of the code, and no others.</summary>
public sealed partial class OperationsTests
{
    /// <summary>Metrics and labels of .NET and OpenTelemetry, which the dashboards may use, too.</summary>
    private static readonly string[] OfOthers = ["http_server_request_duration_seconds_count", "http_server_request_duration_seconds_bucket"];

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "operations");

    private static readonly (string Name, string Instrument, string Unit, string Attributes)[] Documented =
    [
        .. File.ReadAllLines(Path.Combine(Folder, "operations.md"))
            .Select(line => Row().Match(line))
            .Where(row => row.Success)
            .Select(row => (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value, row.Groups[4].Value)),
    ];

    private static readonly string[] Attributes = [.. Documented.SelectMany(metric => Attribute().Matches(metric.Attributes)).Select(match => match.Groups[1].Value).Distinct()];

    [Fact]
    public async Task Every_metric_of_the_code_is_documented_with_its_instrument_and_unit_and_no_other_is()
    {
        using var host = await ProgramHost.BuildAsync([.. ProgramTests.Sample()]);
        using var log = new MeterLog(host.Services);

        // Whatever makes instruments.
        host.Services.GetRequiredService<EngineTelemetry>();
        host.Services.GetRequiredService<BodyAdmission>();
        host.Services.GetRequiredService<CosmosClient>();

        Assert.Equal(
            log.Instruments.Select(instrument => (instrument.Name, Word(instrument), instrument.Unit ?? "")).Order(),
            Documented.Select(metric => (metric.Name, metric.Instrument, metric.Unit)).Order());
        Assert.All(log.Instruments, instrument => Assert.Matches(@"^[a-z][a-z_]*(\.[a-z][a-z_]*)+$", instrument.Name));
        Assert.All(log.Instruments, instrument => Assert.False(string.IsNullOrEmpty(instrument.Description)));
    }

    [Fact]
    public void The_dashboard_of_Grafana_uses_what_Prometheus_makes_of_these_metrics()
    {
        var known = Documented.SelectMany(SeriesOf).Concat(Attributes.Select(Underscored)).Concat(OfOthers).ToHashSet();
        var expressions = Strings(JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "grafana.json"))).RootElement, "expr").ToList();
        Assert.NotEmpty(expressions);
        Assert.All(expressions, expression => Assert.All(Series().Matches(expression), match => Assert.Contains(match.Value, known)));
        Assert.All(Documented, metric => Assert.Contains(expressions, expression => SeriesOf(metric).Any(series => expression.Contains(series, StringComparison.Ordinal))));
    }

    [Fact]
    public void The_workbook_uses_these_metrics_and_attributes()
    {
        var known = Documented.Select(metric => metric.Name).Concat(Attributes).ToHashSet();
        var queries = Strings(JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "workbook.json"))).RootElement, "query").ToList();
        Assert.NotEmpty(queries);
        Assert.All(queries, query => Assert.All(Dotted().Matches(query), match => Assert.Contains(match.Value, known)));

        // The worker on Azure runs no feed of its own.
        Assert.All(
            Documented.Where(metric => metric.Name != "personakit.feed.pending"),
            metric => Assert.Contains(queries, query => query.Contains($"\"{metric.Name}\"", StringComparison.Ordinal)));
    }

    private static string Word(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" => "counter",
        "UpDownCounter" => "up-down counter",
        "Histogram" => "histogram",
        "Gauge" => "gauge",
        var other => other,
    };

    /// <summary>The names that a collector gives Prometheus.</summary>
    private static IEnumerable<string> SeriesOf((string Name, string Instrument, string Unit, string Attributes) metric)
    {
        var name = Underscored(metric.Name) + metric.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return metric.Instrument switch
        {
            "counter" => [$"{name}_total"],
            "histogram" => [$"{name}_bucket", $"{name}_sum", $"{name}_count"],
            _ => [name],
        };
    }

    private static string Underscored(string name) => name.Replace('.', '_');

    private static IEnumerable<string> Strings(JsonElement element, string member) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(child =>
            child.Name == member && child.Value.ValueKind == JsonValueKind.String ? [child.Value.GetString()!] : Strings(child.Value, member)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(child => Strings(child, member)),
        _ => [],
    };

    [GeneratedRegex(@"^\| `([a-z_.]+)` \| (counter|up-down counter|histogram|gauge) \| `([^`]+)` \|([^|]*)\|")]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z_]+(?:[.][a-z_]+)+)`")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\b(?:personakit|azure|http_server)_[a-z_]+")]
    private static partial Regex Series();

    [GeneratedRegex(@"\b(?:personakit|azure|db|error)\.[a-z_.]+[a-z]")]
    private static partial Regex Dotted();
}
