namespace PersonaKit.Core.Personas.Explaining;

/// <summary>A rule at one moment.</summary>
/// <param name="Rule">The rule; its own weight is the base.</param>
/// <param name="Weight">The weight that ranks it for this person.</param>
/// <param name="Holds">Whether its condition is true.</param>
public sealed record RuleExplanation(MapperRule Rule, double Weight, bool Holds)
{
    /// <summary>A rule of weight 0 says nothing, whatever its condition.</summary>
    public bool Fired => Holds && Weight > 0;
}
