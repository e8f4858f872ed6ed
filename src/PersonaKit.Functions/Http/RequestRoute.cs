using Microsoft.AspNetCore.Http;

namespace PersonaKit.Functions.Http;

/// <summary>
/// What stands in a path. Taken from the worker's own routing, which hands on the decoded text: parameters that the Functions host binds by name have been
/// through its guesses at types.
/// </summary>
internal static class RequestRoute
{
    public static string Segment(this HttpRequest request, string name) => request.RouteValues[name] as string ?? "";
}
