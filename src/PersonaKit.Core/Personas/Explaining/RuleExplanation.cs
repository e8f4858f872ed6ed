using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Personas.Ranking;

namespace PersonaKit.Core.Personas.Explaining;

/// <summary>A rule at one moment.</summary>
/// <param name="Rule">The rule; its own weight is the base.</param>
/// <param name="Weighing">The weight that ranks it for this person, and the votes that made it so.</param>
/// <param name="Holds">Whether its condition is true.</param>
public sealed record RuleExplanation(MapperRule Rule, RuleWeight Weighing, bool Holds)
{
    /// <summary>The weight that ranks the rule for this person.</summary>
    public double Weight => Weighing.Weight;

    /// <summary>A rule of weight 0 says nothing, whatever its condition.</summary>
    public bool Fired => Holds && Weight > 0;
}
