using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PersonaKit.Api.Authorization;
using PersonaKit.Api.Problems;
using PersonaKit.Engine.Serving;

namespace PersonaKit.Api;

/// <summary>One operation of the API. The operations are the fields of <see cref="ApiContract"/>.</summary>
public sealed class ApiRoute
{
    internal ApiRoute(string method, string pattern, string name, AccessRule access, ApiHandler<IServiceProvider> handle)
    {
        Method = method;
        Pattern = pattern;
        Name = name;
        Access = access;
        Handle = access.IsAnonymous ? handle : Guarded(access, handle);
        ParameterNames = [.. pattern.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => segment[1..^1])];
    }

    /// <summary>The HTTP method in upper case. A route of GET also answers HEAD.</summary>
    public string Method { get; }

    /// <summary>
    /// The path below <see cref="ApiContract.BasePath"/>, without a leading slash, such as <c>people/{person_id}/mindscape</c>; at most two
    /// parameters.
    /// </summary>
    public string Pattern { get; }

    /// <summary>The operation id in the OpenAPI document, such as <c>getMindscape</c>.</summary>
    public string Name { get; }

    /// <summary>True when the route needs no credential, as health probes send none.</summary>
    public bool IsAnonymous => Access.IsAnonymous;

    /// <summary>What the route asks of its caller.</summary>
    internal AccessRule Access { get; }

    /// <summary>Refuses a caller who may not, before anything is read or looked up; then answers.</summary>
    internal ApiHandler<IServiceProvider> Handle { get; }

    internal ImmutableArray<string> ParameterNames { get; }

    /// <summary>Registers the class that <see cref="Handle"/> calls.</summary>
    internal Action<IServiceCollection> Register { get; private init; } = static _ => { };

    /// <summary>A route to a class of endpoints, which is a service because of it: nothing else has to name it.</summary>
    internal static ApiRoute To<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TEndpoints>(
        string method, string pattern, string name, AccessRule access, ApiHandler<TEndpoints> handle)
        where TEndpoints : class =>
        new(method, pattern, name, access, access.IsAnonymous ? Resolved(handle) : Followed(Resolved(handle)))
        {
            Register = static services => services.TryAddSingleton<TEndpoints>(),
        };

    private static ApiHandler<IServiceProvider> Resolved<TEndpoints>(ApiHandler<TEndpoints> handle)
        where TEndpoints : class => (services, http, route, ct) => handle(services.GetRequiredService<TEndpoints>(), http, route, ct);

    /// <summary>Looks first whether another instance has published another trait catalog.</summary>
    private static ApiHandler<IServiceProvider> Followed(ApiHandler<IServiceProvider> handle)
    {
        return (services, http, route, ct) =>
        {
            var follow = services.GetRequiredService<MapperRegistry>().FollowAsync(ct);
            return follow.IsCompletedSuccessfully ? handle(services, http, route, ct) : AwaitAsync(follow, services, http, route, ct);
        };

        async ValueTask<Problem?> AwaitAsync(ValueTask follow, IServiceProvider services, HttpContext http, RouteArguments route, CancellationToken ct)
        {
            await follow;
            return await handle(services, http, route, ct);
        }
    }

    private static ApiHandler<IServiceProvider> Guarded(AccessRule access, ApiHandler<IServiceProvider> handle)
    {
        return (services, http, route, ct) =>
        {
            var check = services.GetRequiredService<Authorizer>().CheckAsync(http, access, route.First, ct);
            return !check.IsCompletedSuccessfully ? AwaitAsync(check, services, http, route, ct)
                : check.Result is { } refused ? new(refused)
                : handle(services, http, route, ct);
        };

        async ValueTask<Problem?> AwaitAsync(
            ValueTask<Problem?> check, IServiceProvider services, HttpContext http, RouteArguments route, CancellationToken ct) =>
            await check ?? await handle(services, http, route, ct);
    }
}
