using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Personas.Suggestions;

namespace PersonaKit.Core.Personas.Ranking;

/// <summary>Which rules speak, and in which order. Only what survives the cut is put into words.</summary>
internal static class SuggestionRanking
{
    public static ImmutableArray<Suggestion> Suggest(MapperProgram mapper, EvaluationContext evaluation, RuleVotes votes)
    {
        var ranked = Rank(mapper, evaluation, votes);
        var kept = Math.Min(ranked.Count, mapper.MaxSuggestions);
        var suggestions = ImmutableArray.CreateBuilder<Suggestion>(kept);
        for (var i = 0; i < kept; i++)
        {
            suggestions.Add(ranked[i].Action.Suggest(ranked[i].Rule.Id, ranked[i].Weight, evaluation));
        }

        return suggestions.MoveToImmutable();
    }

    /// <summary>Everything the rules have to say, the first first, before the cut.</summary>
    public static List<RankedAction> Rank(MapperProgram mapper, EvaluationContext evaluation, RuleVotes votes)
    {
        var ranked = new List<RankedAction>();
        foreach (var rule in mapper.Rules)
        {
            var weight = RuleWeighing.WeightOf(rule, mapper.Feedback, votes.Of(mapper.Id.Value, rule.Id));
            if (weight > 0 && rule.Condition.IsTrue(evaluation))
            {
                for (var i = 0; i < rule.Actions.Length; i++)
                {
                    ranked.Add(new(weight, ranked.Count, rule, i));
                }
            }
        }

        ranked.Sort();
        return ranked;
    }
}
