using PersonaKit.Api.Problems;
using PersonaKit.Language.Sources;

namespace PersonaKit.Api.Http;

/// <summary>A mapper's text, or why there is none: exactly one of the three.</summary>
/// <param name="Fault">The bytes are no text.</param>
internal readonly record struct MapperBodyOutcome(string? Source, Diagnostic? Fault, Problem? Problem);
