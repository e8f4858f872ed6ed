using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Suggestions;

/// <summary>A parameter at one moment.</summary>
/// <param name="Source">Where the value came from.</param>
/// <param name="Input">What was found there, before the transform.</param>
/// <param name="Value">What is published; null when the parameter is left out.</param>
public readonly record struct ParameterReading(ParameterSource Source, DataValue? Input, DataValue? Value);
