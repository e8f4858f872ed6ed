using System.Text.Json;

namespace PersonaKit.Fuzz.Contract;

/// <summary>A parameter of an operation: <c>path</c>, <c>query</c> or <c>header</c>.</summary>
internal sealed record Parameter(string Name, string Place, bool IsRequired, JsonElement Schema);
