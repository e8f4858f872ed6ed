using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Problems;

namespace PersonaKit.Api;

/// <summary>Answers a request: writes the response and returns null, or returns the problem to answer with.</summary>
internal delegate ValueTask<Problem?> ApiHandler(ApiEndpoints endpoints, HttpContext http, RouteArguments route, CancellationToken cancellationToken);
