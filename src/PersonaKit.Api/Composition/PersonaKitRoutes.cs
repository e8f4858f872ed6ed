using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PersonaKit.Api;
using PersonaKit.Api.Http;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the API into an application.</summary>
public static class PersonaKitRoutes
{
    /// <summary>
    /// Maps every route of <see cref="ApiContract"/> below <c>/api/v1</c>. Any other path below it is answered with a problem document; the application's
    /// other paths are not touched.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <returns>The endpoints, for conventions such as <c>RequireAuthorization()</c>; the health probes allow anonymous requests.</returns>
    /// <exception cref="InvalidOperationException"><c>AddPersonaKit</c> was not called.</exception>
    public static IEndpointConventionBuilder MapPersonaKit(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(ApiInvoker)) == false)
        {
            throw new InvalidOperationException("MapPersonaKit needs what AddPersonaKit registers: call services.AddPersonaKit() first");
        }

        // Not before the first request: the stores behind it are opened when the host starts, not while it is put together.
        var invoker = new Lazy<ApiInvoker>(endpoints.ServiceProvider.GetRequiredService<ApiInvoker>);
        var group = endpoints.MapGroup(ApiPath.Base);
        foreach (var route in ApiContract.Routes)
        {
            string[] methods = route.Method == HttpMethods.Get ? [HttpMethods.Get, HttpMethods.Head] : [route.Method];
            var endpoint = group.MapMethods(route.Pattern, methods, Handler(route, invoker)).WithName(route.Name).WithMetadata(route);
            if (route.IsAnonymous)
            {
                endpoint.WithMetadata(new AllowAnonymousAttribute());
            }
        }

        group.Map("{**path}", http => invoker.Value.InvokeAsync(ApiContract.Unknown, http, default)).WithDisplayName("PersonaKit: unknown route");
        return group;
    }

    private static RequestDelegate Handler(ApiRoute route, Lazy<ApiInvoker> invoker)
    {
        var names = route.ParameterNames;
        return names.Length switch
        {
            0 => http => invoker.Value.InvokeAsync(route, http, default),
            1 => http => invoker.Value.InvokeAsync(route, http, new RouteArguments(Value(http, names[0]))),
            _ => http => invoker.Value.InvokeAsync(route, http, new RouteArguments(Value(http, names[0]), Value(http, names[1]))),
        };
    }

    private static string Value(HttpContext http, string name) => http.Request.RouteValues[name] as string ?? "";
}
