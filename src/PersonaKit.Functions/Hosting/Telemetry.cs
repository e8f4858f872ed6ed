using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PersonaKit.Functions.Hosting;

/// <summary>
/// Traces, metrics and logs to Azure Monitor, where there is one. Never to the console: the Functions host reads the worker's console
/// line by line.
/// </summary>
internal static class Telemetry
{
    /// <summary>Set by Azure; absent on a developer's machine, where the exporter would refuse to start.</summary>
    public const string ConnectionStringSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>
    /// Says that telemetry needs a token, because keys are off. The Functions host obeys it by itself; the exporter does not know it and
    /// would send
    /// what is then thrown away.
    /// </summary>
    public const string AuthenticationSetting = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
        if (!string.IsNullOrEmpty(configuration[ConnectionStringSetting]))
        {
            telemetry.UseAzureMonitorExporter(options => options.Credential = CredentialFor(configuration[AuthenticationSetting]));
        }

        return services;
    }

    // AZURE_CLIENT_ID says which identity, as it does for the stores.
    private static TokenCredential? CredentialFor(string? authentication) => string.IsNullOrEmpty(authentication) ? null : new DefaultAzureCredential();
}
