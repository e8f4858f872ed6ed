namespace PersonaKit.Core.Mindscapes.Decay;

/// <summary>The numbers a confidence is made of at one instant, to compute it again by hand.</summary>
/// <param name="Age">What the evidence is aged by: whole steps of the resolution since the last observation, never below zero.</param>
/// <param name="Evidence">What is left of the evidence at that age, in nats.</param>
/// <param name="Exact">The confidence before it is rounded, 0 to 1.</param>
/// <param name="Confidence">As it is published: three decimals.</param>
public readonly record struct ConfidenceTerms(TimeSpan Age, double Evidence, double Exact, double Confidence);
