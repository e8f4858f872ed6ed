using System.Collections.Immutable;

namespace PersonaKit.Api;

/// <summary>One operation of the API.</summary>
/// <param name="Method">GET also answers HEAD.</param>
/// <param name="Pattern">Below the base path, without a leading slash; at most two parameters, in braces.</param>
/// <param name="Name">The operation id of the OpenAPI document.</param>
/// <param name="IsAnonymous">Answers without a key: probes have none.</param>
public sealed record ApiRoute(string Method, string Pattern, string Name, bool IsAnonymous, ApiHandler Handle)
{
    internal ImmutableArray<string> ParameterNames { get; } = [.. Pattern.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => segment[1..^1])];
}
