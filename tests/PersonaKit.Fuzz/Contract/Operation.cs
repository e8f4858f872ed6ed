using System.Collections.Immutable;
using System.Text.Json;

namespace PersonaKit.Fuzz.Contract;

/// <summary>One method of one path of the OpenAPI document.</summary>
/// <param name="Bodies">Media type and schema of each body it takes; empty for none.</param>
/// <param name="Statuses">What it documents as status codes.</param>
internal sealed record Operation(
    string Id,
    string Method,
    string Path,
    ImmutableArray<Parameter> Parameters,
    ImmutableArray<(string MediaType, JsonElement Schema)> Bodies,
    ImmutableHashSet<int> Statuses);
