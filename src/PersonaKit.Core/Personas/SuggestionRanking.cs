using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Suggestions;

namespace PersonaKit.Core.Personas;

/// <summary>Which rules speak, and in which order. Only what survives the cut is put into words.</summary>
internal static class SuggestionRanking
{
    public static ImmutableArray<Suggestion> Suggest(MapperProgram mapper, Situation situation, RuleVotes votes)
    {
        var candidates = new List<Candidate>();
        foreach (var rule in mapper.Rules)
        {
            var weight = RuleWeighing.WeightOf(rule, mapper.Feedback, votes.Of(mapper.Id.Value, rule.Id));
            if (weight > 0 && rule.Condition.IsTrue(situation))
            {
                foreach (var action in rule.Actions)
                {
                    candidates.Add(new(weight, candidates.Count, rule, action));
                }
            }
        }

        candidates.Sort();
        var kept = Math.Min(candidates.Count, mapper.MaxSuggestions);
        var suggestions = ImmutableArray.CreateBuilder<Suggestion>(kept);
        for (var i = 0; i < kept; i++)
        {
            var (weight, _, rule, action) = candidates[i];
            suggestions.Add(action.Suggest(rule.Id, weight, situation));
        }

        return suggestions.MoveToImmutable();
    }

    private readonly record struct Candidate(double Weight, int Order, MapperRule Rule, SuggestionAction Action) : IComparable<Candidate>
    {
        public int CompareTo(Candidate other)
        {
            var byWeight = other.Weight.CompareTo(Weight);
            var byPriority = byWeight != 0 ? byWeight : Action.Template.Priority.CompareTo(other.Action.Template.Priority);
            return byPriority != 0 ? byPriority : Order.CompareTo(other.Order);
        }
    }
}
