using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Local.Hosting;

/// <summary>
/// Traces, metrics and logs over OTLP, where an endpoint is set; otherwise nothing is registered. Whatever else OpenTelemetry's own variables say (<c>OTEL_SERVICE_NAME</c>,
/// <c>OTEL_TRACES_SAMPLER</c>, the protocol, headers) holds.
/// </summary>
internal static class LocalTelemetry
{
    public const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string DefaultServiceName = "personakit";

    public static void AddLocalTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[EndpointSetting]))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Configuration["OTEL_SERVICE_NAME"] ?? DefaultServiceName, serviceVersion: CommandLine.Version))
            .WithTracing(traces => traces
                .AddSource(EngineTelemetry.Name)
                .AddAspNetCoreInstrumentation(requests => requests.RecordException = false)
                .AddProcessor(new SpanRedaction()))
            .WithMetrics(metrics => metrics
                .AddMeter(EngineTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"))
            .WithLogging()
            .UseOtlpExporter();

        // The scope of a request has its path.
        builder.Services.PostConfigureAll<OpenTelemetryLoggerOptions>(static logs => logs.IncludeScopes = false);
    }
}
