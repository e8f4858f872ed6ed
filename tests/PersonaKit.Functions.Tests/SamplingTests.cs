using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using PersonaKit.Functions.Hosting;
using PersonaKit.Host.Tests.Leaking;

namespace PersonaKit.Functions.Tests;

/// <summary>However few traces are kept, those that failed are.</summary>
public sealed class SamplingTests
{
    public static TheoryData<string, string> Targets => new()
    {
        { SeenFromOutside.Endpoint.Key, SeenFromOutside.Endpoint.Value! },
        { WorkerTelemetry.ConnectionStringSetting, "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://127.0.0.1:1/" },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_failed_span_is_kept_and_another_is_not_when_no_trace_is_sampled(string setting, string target)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(setting, target), new(WorkerTelemetry.RatioSetting, "0")]).Build();
        var kept = new ConcurrentQueue<Activity>();

        // A source of its own: a provider of another test that listens, too, would sample its spans.
        using var source = new ActivitySource($"test-{Guid.NewGuid()}");
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddMetrics().AddTelemetry(configuration)
            .ConfigureOpenTelemetryTracerProvider(traces => traces.AddSource(source.Name).AddProcessor(SeenFromOutside.Keep(kept))).BuildServiceProvider();
        var provider = services.GetRequiredService<TracerProvider>();
        using (var span = source.StartActivity("good"))
        {
            Assert.True(span!.IsAllDataRequested);
            span.SetStatus(ActivityStatusCode.Ok);
        }

        using (var span = source.StartActivity("bad"))
        {
            span!.SetStatus(ActivityStatusCode.Error, "a message that quotes");
        }

        provider.ForceFlush(1000);
        var failed = Assert.Single(kept, span => span.Source == source);
        Assert.Equal(("bad", null), (failed.DisplayName, failed.StatusDescription));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("all")]
    public void A_share_that_is_none_stops_the_start_with_its_name(string share)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([SeenFromOutside.Endpoint, new(WorkerTelemetry.RatioSetting, share)]).Build();
        var failure = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddTelemetry(configuration));
        Assert.Contains(WorkerTelemetry.RatioSetting, failure.Message, StringComparison.Ordinal);
    }
}
