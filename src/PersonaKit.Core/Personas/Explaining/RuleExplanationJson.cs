using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Ranking;
using PersonaKit.Core.Personas.Suggestions;
using PersonaKit.Core.Time;

namespace PersonaKit.Core.Personas.Explaining;

/// <summary>A rule, why it did or did not speak, and what it says when it does.</summary>
internal static class RuleExplanationJson
{
    public static void Write(ExplanationWriter writer, RuleExplanation explained, PersonaExplanation explanation)
    {
        var evaluation = explanation.EvaluationContext;
        var (json, rule) = (writer.Json, explained.Rule);
        json.WriteStartObject();
        json.WriteString("rule_id", rule.Id);
        json.WriteNumber("line", rule.Line);
        json.WriteBoolean("fired", explained.Fired);
        if (!explained.Fired)
        {
            json.WriteString("because", explained.Holds ? "its weight is 0" : "its condition does not hold");
        }

        json.WriteNumber("base_weight", rule.Weight);
        json.WriteNumber("weight", explained.Weight);
        WriteVotes(writer, explained.Weighing);
        json.WritePropertyName("condition");
        ConditionExplanationJson.Write(writer, rule.Condition, evaluation);
        json.WriteStartArray("actions");
        foreach (var action in rule.Actions.TakeWhile(_ => !writer.IsFull))
        {
            WriteAction(writer, action, explanation);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The base weight, taken through every vote in turn: each says what it did, or why it did nothing, and where the weight was after it.</summary>
    private static void WriteVotes(ExplanationWriter writer, RuleWeight weighing)
    {
        if (weighing.Steps.IsEmpty)
        {
            return;
        }

        var json = writer.Json;
        json.WriteStartArray("feedback");
        foreach (var step in weighing.Steps.TakeWhile(_ => !writer.IsFull))
        {
            json.WriteStartObject();
            json.WriteString("at", Instants.Format(step.Vote.At));
            json.WriteString("observation_id", step.Vote.Id.Value);
            json.WriteString("verdict", step.Vote.Verdict switch { Verdict.Helpful => "helpful", Verdict.Unhelpful => "unhelpful", _ => "neutral" });
            json.WriteString("effect", NameOf(step.Effect));
            json.WriteNumber("weight", step.Weight);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string NameOf(WeightEffect effect) => effect switch
    {
        WeightEffect.Raised => "raised",
        WeightEffect.Lowered => "lowered",
        WeightEffect.Neutral => "neutral",
        WeightEffect.BelowThreshold => "below_threshold",
        WeightEffect.Cooldown => "cooldown",
        WeightEffect.AtBound => "at_bound",
        WeightEffect.NoAdjustment => "no_adjustment",
        _ => "locked",
    };

    private static void WriteAction(ExplanationWriter writer, SuggestionAction action, PersonaExplanation explanation)
    {
        var evaluation = explanation.EvaluationContext;
        var json = writer.Json;
        json.WriteStartObject();
        json.WriteString("type", action.Type);
        json.WriteString("template", action.Template.Id);
        json.WriteString("title", action.Template.Title.Source);
        json.WriteString("description", action.Template.Description.Source);
        json.WriteString("priority", SuggestionPriorities.NameOf(action.Template.Priority));
        json.WriteStartArray("about");
        foreach (var path in explanation.Mapper.TraitMappings.Where(mapping => mapping.SuggestionType == action.Type).SelectMany(mapping => mapping.Paths))
        {
            json.WriteStartObject();
            json.WriteString("path", path.Text);
            ReadingJson.WriteStatus(json, evaluation.Look(path), evaluation.At);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("parameters");
        foreach (var parameter in action.Parameters.TakeWhile(_ => !writer.IsFull))
        {
            WriteParameter(writer, parameter, evaluation);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteParameter(ExplanationWriter writer, SuggestionParameter parameter, EvaluationContext evaluation)
    {
        var json = writer.Json;
        var reading = parameter.Look(evaluation);
        json.WriteStartObject();
        json.WriteString("name", parameter.Name);
        json.WriteString("source", NameOf(reading.Source));
        if (parameter.FromTrait is { } path)
        {
            json.WriteString("path", path.Text);
            ReadingJson.WriteStatus(json, evaluation.Look(path), evaluation.At);
        }
        else if (parameter.FromContext is { } field)
        {
            json.WriteString("field", field.Text);
            json.WriteString("status", evaluation.Read(field) is null ? "missing" : "seen");
        }

        writer.Value("input", reading.Input);
        if (parameter.Transform != ParameterTransform.None)
        {
            json.WriteString("transform", ParameterTransforms.NameOf(parameter.Transform));
        }

        writer.Value("value", reading.Value);
        json.WriteEndObject();
    }

    private static string NameOf(ParameterSource source) => source switch
    {
        ParameterSource.Literal => "literal",
        ParameterSource.Trait => "trait",
        ParameterSource.Context => "context",
        ParameterSource.Default => "default",
        _ => "nothing",
    };
}
