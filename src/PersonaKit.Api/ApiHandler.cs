using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Problems;

namespace PersonaKit.Api;

/// <summary>Answers a request: writes the response and returns null, or returns the problem to answer with.</summary>
/// <param name="endpoints">What the route was declared for: the class of its resource.</param>
/// <param name="http">The request and its response.</param>
/// <param name="route">What stands in the place of the pattern's parameters.</param>
/// <param name="cancellationToken">Cancelled when the client has left.</param>
/// <typeparam name="TEndpoints">The class of the resource.</typeparam>
internal delegate ValueTask<Problem?> ApiHandler<in TEndpoints>(
    TEndpoints endpoints, HttpContext http, RouteArguments route, CancellationToken cancellationToken);
