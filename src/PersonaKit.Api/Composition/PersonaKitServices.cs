using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PersonaKit.Api;
using PersonaKit.Api.Admission;
using PersonaKit.Api.Authorization;
using PersonaKit.Api.Health;
using PersonaKit.Engine;
using PersonaKit.Engine.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers PersonaKit in the services of an application.</summary>
public static class PersonaKitServices
{
    /// <summary>
    /// Registers the use cases and the HTTP API. The stores are chosen on the result: <c>AddPersonaKit().UseSqlite("personakit.db")</c>.
    /// Services that are already registered are kept.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Changes the settings after they are read from the configuration section <c>PersonaKit</c>.</param>
    /// <returns>A builder that chooses the stores and the catalog.</returns>
    /// <remarks>Invalid settings stop the start of the host with an <c>OptionsValidationException</c> that names each of them.</remarks>
    public static PersonaKitBuilder AddPersonaKit(this IServiceCollection services, Action<EngineOptions>? configure = null)
    {
        var options = services.AddOptions<EngineOptions>().BindConfiguration(EngineOptions.Section);
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, ContractMatcherPolicy>());
        // Kestrel reads ahead of the handler, by default as much as a whole body: what is refused before it is read must not be in memory
        // either.
        services.Configure<KestrelServerOptions>(static kestrel => kestrel.Limits.MaxRequestBufferSize = BodyAdmission.SmallBytes);
        services.TryAddSingleton<BodyAdmission>();
        services.TryAddSingleton<ReadinessCheck>();
        services.AddOptions<AccessOptions>().BindConfiguration(EngineOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>());
        services.TryAddSingleton(static provider => new KeyRing(provider.GetRequiredService<IOptions<AccessOptions>>().Value));
        services.TryAddSingleton<TokenMint>();
        services.TryAddSingleton<Authorizer>();
        services.TryAddSingleton<ApiInvoker>();
        foreach (var route in ApiContract.Routes)
        {
            route.Register(services);
        }

        return services.AddPersonaKitEngine();
    }
}
