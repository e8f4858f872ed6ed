namespace PersonaKit.Core.Personas.Explaining;

/// <summary>A projection and its explanation; one that lacks required traits is explained, too.</summary>
public sealed record ExplainedProjection(ProjectionOutcome Outcome, PersonaExplanation Explanation);
