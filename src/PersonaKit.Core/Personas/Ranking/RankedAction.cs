using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Personas.Suggestions;

namespace PersonaKit.Core.Personas.Ranking;

/// <summary>An action of a rule that speaks, with what its place depends on: the heavier first, then by priority, then in the mapper's order.</summary>
/// <param name="Weight">The rule's weight for this person.</param>
/// <param name="Order">Its place among all actions that speak, in the mapper's order, from 0.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Index">Which of the rule's actions, from 0.</param>
internal readonly record struct RankedAction(double Weight, int Order, MapperRule Rule, int Index) : IComparable<RankedAction>
{
    public SuggestionAction Action => Rule.Actions[Index];

    public int CompareTo(RankedAction other)
    {
        var byWeight = other.Weight.CompareTo(Weight);
        var byPriority = byWeight != 0 ? byWeight : Action.Template.Priority.CompareTo(other.Action.Template.Priority);
        return byPriority != 0 ? byPriority : Order.CompareTo(other.Order);
    }
}
