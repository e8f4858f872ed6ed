using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PersonaKit.Api;

/// <summary>One operation of the API.</summary>
/// <param name="Method">GET also answers HEAD.</param>
/// <param name="Pattern">Below the base path, without a leading slash; at most two parameters, in braces.</param>
/// <param name="Name">The operation id of the OpenAPI document.</param>
/// <param name="IsAnonymous">Answers without a key: probes have none.</param>
/// <param name="Handle">Given the services of the host, answers.</param>
public sealed record ApiRoute(string Method, string Pattern, string Name, bool IsAnonymous, ApiHandler<IServiceProvider> Handle)
{
    internal ImmutableArray<string> ParameterNames { get; } = [.. Pattern.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => segment[1..^1])];

    /// <summary>Registers the class that <see cref="Handle"/> calls.</summary>
    internal Action<IServiceCollection> Register { get; private init; } = static _ => { };

    /// <summary>A route to a class of endpoints, which is a service because of it: nothing else has to name it.</summary>
    public static ApiRoute To<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TEndpoints>(
        string method, string pattern, string name, ApiHandler<TEndpoints> handle, bool isAnonymous = false)
        where TEndpoints : class =>
        new(method, pattern, name, isAnonymous, (services, http, route, ct) => handle(services.GetRequiredService<TEndpoints>(), http, route, ct))
        {
            Register = static services => services.TryAddSingleton<TEndpoints>(),
        };
}
