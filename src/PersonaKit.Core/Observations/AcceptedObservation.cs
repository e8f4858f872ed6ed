namespace PersonaKit.Core.Observations;

/// <summary>An observation with its place in the person's order of acceptance, counting from 1.</summary>
public readonly record struct AcceptedObservation(long Number, Observation Observation);
