namespace PersonaKit.Api;

/// <summary>What stands in the place of a pattern's parameters, decoded, in the pattern's order; empty where it has fewer.</summary>
public readonly record struct RouteArguments(string First = "", string Second = "");
