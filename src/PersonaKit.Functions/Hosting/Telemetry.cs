using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PersonaKit.Functions.Hosting;

/// <summary>
/// Traces, metrics and logs to Azure Monitor, where there is one. Never to the console: the Functions host reads the worker's console line by line.
/// </summary>
internal static class Telemetry
{
    /// <summary>Set by Azure; absent on a developer's machine, where the exporter would refuse to start.</summary>
    public const string ConnectionStringSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
        if (!string.IsNullOrEmpty(configuration[ConnectionStringSetting]))
        {
            telemetry.UseAzureMonitorExporter();
        }

        return services;
    }
}
