using System.Collections.Immutable;

namespace PersonaKit.Core.Personas.Ranking;

/// <summary>The weight a rule has for one person, and how it came to it.</summary>
/// <param name="Weight">As published: the rule's own where no vote moved it, else at most six decimals.</param>
/// <param name="Steps">One for each vote, oldest first; empty where nobody voted.</param>
public readonly record struct RuleWeight(double Weight, ImmutableArray<WeightStep> Steps);
