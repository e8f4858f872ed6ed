using PersonaKit.Api.Problems;

namespace PersonaKit.Api;

/// <summary>The route of a request with its arguments, or the problem that there is none.</summary>
public readonly record struct RouteMatch(ApiRoute? Route, RouteArguments Arguments, Problem? Problem);
