using System.Collections.Immutable;
using System.Text.Json;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Expiring;
using PersonaKit.Core.Personas.Ranking;
using PersonaKit.Core.Personas.Suggestions;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Explaining;

/// <summary>An explanation as it is sent. Traits are told once and named by their keys everywhere else.</summary>
public static class PersonaExplanationJson
{
    /// <summary>Writes the explanation as one object; false when it came to more bytes than <paramref name="limit"/>, and is not whole.</summary>
    /// <param name="json">Where it is written.</param>
    /// <param name="explanation">What is written.</param>
    /// <param name="limit">For all that <paramref name="json"/> has written since it was last reset, in bytes.</param>
    public static bool TryWrite(Utf8JsonWriter json, PersonaExplanation explanation, long limit)
    {
        var writer = new ExplanationWriter(json, limit);
        var evaluation = explanation.EvaluationContext;
        json.WriteStartObject();
        json.WriteString("at", Instants.Format(evaluation.At));
        json.WriteString("time_zone", evaluation.Zone.Id);
        json.WriteString("local_time", LocalTimes.Format(evaluation.Zone, evaluation.At));
        json.WriteStartObject("mindscape");
        json.WriteNumber("version", explanation.MindscapeVersion.Value);
        json.WriteNumber("received", explanation.LastSequence);
        json.WriteEndObject();
        WriteMapper(json, explanation);
        json.WriteStartObject("traits");
        foreach (var trait in explanation.Traits().TakeWhile(_ => !writer.IsFull))
        {
            json.WritePropertyName(trait.Key);
            TraitExplanationJson.Write(json, trait, evaluation.At);
        }

        json.WriteEndObject();
        WriteRequired(json, explanation);
        if (explanation.Persona is { } persona)
        {
            WriteShown(json, "core", persona.Core);
            WriteShown(json, "current_state", persona.Overlay.CurrentState);
            WritePatterns(json, persona.Overlay.ActivePatterns);
        }

        json.WriteStartArray("rules");
        foreach (var rule in explanation.Rules.TakeWhile(_ => !writer.IsFull))
        {
            RuleExplanationJson.Write(writer, rule, explanation);
        }

        json.WriteEndArray();
        WriteRanking(writer, explanation);
        if (explanation.Persona is not null)
        {
            WriteExpiry(json, explanation);
        }

        json.WriteEndObject();
        return !writer.IsFull;
    }

    private static void WriteMapper(Utf8JsonWriter json, PersonaExplanation explanation)
    {
        json.WriteStartObject("mapper");
        json.WriteString("id", explanation.Mapper.Id.Value);
        json.WriteNumber("revision", explanation.MapperRevision);
        json.WriteNumber("ttl_seconds", (long)explanation.Mapper.TimeToLive.TotalSeconds);
        json.WriteNumber("max_suggestions", explanation.Mapper.MaxSuggestions);
        json.WriteEndObject();
    }

    private static void WriteRequired(Utf8JsonWriter json, PersonaExplanation explanation)
    {
        json.WriteStartArray("required_traits");
        foreach (var path in explanation.Mapper.RequiredTraits)
        {
            var reading = explanation.EvaluationContext.Look(path);
            json.WriteStartObject();
            json.WriteString("path", path.Text);
            ReadingJson.WriteStatus(json, reading, explanation.EvaluationContext.At);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteShown(Utf8JsonWriter json, string name, ImmutableArray<PersonaTrait> shown)
    {
        json.WriteStartObject(name);
        foreach (var entry in shown)
        {
            json.WriteStartObject(entry.Name);
            json.WriteString("path", entry.Path.Text);
            json.WriteString("trait", entry.Trait.Key);
            json.WriteNumber("confidence", entry.Confidence);
            json.WriteBoolean("faded", entry.IsFaded);
            json.WriteStartArray("evidence_ids");
            foreach (var id in entry.Trait.Evidence)
            {
                json.WriteStringValue(id.Value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WritePatterns(Utf8JsonWriter json, DataValue.Map patterns)
    {
        json.WriteStartObject("active_patterns");
        if (patterns["time_of_day"] is { } period)
        {
            json.WriteStartObject("time_of_day");
            json.WritePropertyName("value");
            DataValueJson.Write(json, period);
            json.WriteString("because", "a rule asks for a part of the person's own day, and local_time lies in this one");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteRanking(ExplanationWriter writer, PersonaExplanation explanation)
    {
        var (json, ranking, most) = (writer.Json, explanation.Ranking, explanation.Mapper.MaxSuggestions);
        json.WriteStartArray("ranking");
        for (var i = 0; i < ranking.Length && !writer.IsFull; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("place", i + 1);
            json.WriteString("rule_id", ranking[i].Rule.Id);
            json.WriteNumber("action", ranking[i].Index);
            json.WriteNumber("weight", ranking[i].Weight);
            json.WriteString("priority", SuggestionPriorities.NameOf(ranking[i].Action.Template.Priority));
            json.WriteNumber("order", ranking[i].Order);
            if (i + 1 < ranking.Length)
            {
                json.WriteString("ahead_of_next_by", ReasonOf(ranking[i], ranking[i + 1]));
            }

            json.WriteBoolean("kept", i < most);
            if (i >= most)
            {
                json.WriteString("cut_by", "max_suggestions");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string ReasonOf(RankedAction ahead, RankedAction next) =>
        !ahead.Weight.Equals(next.Weight) ? "weight" : ahead.Action.Template.Priority != next.Action.Template.Priority ? "priority" : "rule_order";

    private static void WriteExpiry(Utf8JsonWriter json, PersonaExplanation explanation)
    {
        var expires = explanation.Persona!.ExpiresAt;
        json.WriteStartObject("expiry");
        json.WriteString("expires_at", Instants.Format(expires));
        json.WriteStartArray("candidates");
        foreach (var candidate in explanation.Expiry)
        {
            json.WriteStartObject();
            json.WriteString("at", Instants.Format(candidate.At));
            json.WriteString("reason", NameOf(candidate.Reason));
            switch (candidate.Reason)
            {
                case ExpiryReason.TraitFades:
                    json.WriteString("trait", candidate.Subject);
                    break;
                case ExpiryReason.Countdown:
                    json.WriteString("field", candidate.Subject);
                    break;
            }

            if (candidate.Window is { } window)
            {
                ReadingJson.WriteWindow(json, window, explanation.EvaluationContext);
            }

            json.WriteBoolean("decides", candidate.At == expires);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string NameOf(ExpiryReason reason) => reason switch
    {
        ExpiryReason.TimeToLive => "time_to_live",
        ExpiryReason.TraitFades => "trait_fades",
        ExpiryReason.TimeWindow => "time_window",
        ExpiryReason.Countdown => "countdown",
        _ => "time_of_day",
    };
}
