using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Local.Hosting;

/// <summary>
/// Traces, metrics and logs over OTLP, where an endpoint is set; otherwise nothing is registered. Whatever else OpenTelemetry's own
/// variables say (<c>OTEL_SERVICE_NAME</c>, <c>OTEL_TRACES_SAMPLER</c>, the protocol, headers) holds.
/// </summary>
internal static class LocalTelemetry
{
    public const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string DefaultServiceName = "personakit";

    public static void AddLocalTelemetry(this WebApplicationBuilder builder)
    {
        if (!string.IsNullOrEmpty(builder.Configuration[EndpointSetting]))
        {
            Register(builder);
        }
    }

    /// <summary>On its own, so that a host without telemetry does not load OpenTelemetry to find that out.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Register(WebApplicationBuilder builder)
    {
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                builder.Configuration["OTEL_SERVICE_NAME"] ?? DefaultServiceName,
                serviceVersion: typeof(LocalTelemetry).Assembly.GetName().Version?.ToString(3)))
            .WithTracing(traces => traces
                .AddSource(EngineTelemetry.Name)
                .AddAspNetCoreInstrumentation(requests => requests.RecordException = false)
                .AddProcessor(new SpanRedaction()))
            .WithMetrics(metrics => metrics
                .AddMeter(EngineTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")

                // Two measurements a request for a number that is about one most of the time.
                .AddView("http.server.active_requests", MetricStreamConfiguration.Drop))
            .WithLogging()
            .UseOtlpExporter();

        // The scope of a request has its path.
        builder.Services.PostConfigureAll<OpenTelemetryLoggerOptions>(static logs => logs.IncludeScopes = false);
    }
}
