namespace PersonaKit.Simulation;

/// <summary>A promise of the design was broken in a run.</summary>
public sealed class PromiseBrokenException(string message) : Exception(message);
