using PersonaKit.Core.Mindscapes.Voting;

namespace PersonaKit.Core.Personas.Ranking;

/// <summary>One vote in the history of a rule's weight.</summary>
/// <param name="Vote">When it was given, by which observation, and what it says.</param>
/// <param name="Effect">What it did, or why nothing.</param>
/// <param name="Weight">The weight after it, as published: at most six decimals.</param>
public readonly record struct WeightStep(RuleVote Vote, WeightEffect Effect, double Weight);
