using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PersonaKit.Api.Authorization;
using PersonaKit.Engine;

namespace PersonaKit.Functions.Hosting;

/// <summary>Whether the Functions host wants its own key before a request reaches the worker.</summary>
internal static class FunctionKeys
{
    public const string Setting = $"{EngineOptions.Section}:RequireFunctionKey";

    private const string NobodyAsks =
        $"{Setting} is false, which would leave the API open: configure {EngineOptions.Section}:Keys or {EngineOptions.Section}:Jwt first";

    /// <exception cref="InvalidOperationException">The setting is neither true nor false.</exception>
    public static IServiceCollection AddFunctionKeys(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetValue(Setting, true))
        {
            return services;
        }

        services.AddOptions<AccessOptions>().Validate(static access => access.Keys.Count > 0 || access.Jwt.Authority.Length > 0, NobodyAsks);
        return services.AddSingleton<IFunctionMetadataTransformer, AnonymousTriggers>();
    }
}
