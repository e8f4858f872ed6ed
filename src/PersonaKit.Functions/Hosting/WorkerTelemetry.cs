using System.Globalization;
using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Functions.Hosting;

/// <summary>
/// Traces, metrics and logs to Azure Monitor and over OTLP, where there is one. Never to the console: the Functions host reads the
/// worker's console line by line.
/// </summary>
internal static class WorkerTelemetry
{
    /// <summary>Set by Azure; absent on a developer's machine, where the exporter would refuse to start.</summary>
    public const string ConnectionStringSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>
    /// Says that telemetry needs a token, because keys are off. The Functions host obeys it by itself; the exporter does not know it and
    /// would send what is then thrown away.
    /// </summary>
    public const string AuthenticationSetting = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    public const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The share of traces that is kept, 0 to 1.</summary>
    public const string RatioSetting = "OTEL_TRACES_SAMPLER_ARG";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddLogging(static logging => logging.KeepPathsOutOfLogs());
        var telemetry = services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
        var (azure, otlp) = (IsSet(configuration, ConnectionStringSetting), IsSet(configuration, EndpointSetting));
        if (azure || otlp)
        {
            // The processors before the exporters: each sees a span in the order of registration.
            telemetry
                .WithTracing(static traces => traces.AddSource(EngineTelemetry.Name).AddProcessor(new SpanRedaction()).AddProcessor(new ErrorKeepingProcessor()))
                .WithMetrics(static metrics => metrics.AddMeter(EngineTelemetry.Name, "System.Runtime"))
                .WithLogging();
        }

        if (azure)
        {
            telemetry.UseAzureMonitorExporter(options =>
            {
                options.Credential = CredentialFor(configuration[AuthenticationSetting]);

                // A log line of a request that was not sampled is no less true; its level says whether it matters.
                options.EnableTraceBasedLogsSampler = false;
            });
        }

        if (otlp)
        {
            telemetry.UseOtlpExporter();
        }

        if (azure || otlp)
        {
            // Behind the exporter of Azure Monitor, which brings a sampler that drops whole traces, failed or not.
            var ratio = RatioIn(configuration);
            services.ConfigureOpenTelemetryTracerProvider(traces =>
                traces.SetSampler(new ErrorKeepingSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(ratio)))));

            // The scope of a request has its path.
            services.PostConfigureAll<OpenTelemetryLoggerOptions>(static logs => logs.IncludeScopes = false);
        }

        return services;
    }

    private static bool IsSet(IConfiguration configuration, string setting) => !string.IsNullOrEmpty(configuration[setting]);

    /// <exception cref="InvalidOperationException">The setting is no share; the message names it.</exception>
    private static double RatioIn(IConfiguration configuration) =>
        !IsSet(configuration, RatioSetting) ? 1
        : double.TryParse(configuration[RatioSetting], NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1 ? ratio
        : throw new InvalidOperationException($"{RatioSetting} is '{configuration[RatioSetting]}'; it must be a number from 0 to 1");

    // AZURE_CLIENT_ID says which identity, as it does for the stores.
    private static TokenCredential? CredentialFor(string? authentication) => string.IsNullOrEmpty(authentication) ? null : new DefaultAzureCredential();
}
