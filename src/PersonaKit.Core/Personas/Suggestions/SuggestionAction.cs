using System.Collections.Immutable;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Suggestions;

/// <summary>What a rule does when its condition holds: one suggestion.</summary>
public sealed record SuggestionAction(string Type, SuggestionTemplate Template, ImmutableArray<SuggestionParameter> Parameters)
{
    /// <summary>The suggestion at one moment, with its parameters resolved.</summary>
    public Suggestion Suggest(string ruleId, double weight, EvaluationContext evaluation)
    {
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, DataValue>>(Parameters.Length);
        foreach (var parameter in Parameters)
        {
            if (parameter.Resolve(evaluation) is { } value)
            {
                entries.Add(new(parameter.Name, value));
            }
        }

        var values = new DataValue.Map(entries.DrainToImmutable());
        return new Suggestion
        {
            Type = Type,
            Title = Template.Title.Render(values),
            Description = Template.Description.Render(values),
            Priority = Template.Priority,
            Parameters = values,
            RuleId = ruleId,
            Weight = weight,
        };
    }
}
