using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Personas.Suggestions;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas;

/// <summary>A persona as it is sent and stored. Written by hand: the order of the keys is part of "byte-identical".</summary>
public static class PersonaJson
{
    /// <summary>The persona as UTF-8 JSON; equal personas give equal bytes.</summary>
    public static byte[] Write(Persona persona)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, persona.Id);
            json.WriteString("person_id"u8, persona.PersonId.Value);
            json.WriteString("mapper_id"u8, persona.MapperId.Value);
            json.WriteNumber("mapper_revision"u8, persona.MapperRevision);
            json.WritePropertyName("core"u8);
            WriteTraits(json, persona.Core, isState: false);
            json.WritePropertyName("overlay"u8);
            WriteOverlay(json, persona.Overlay);
            json.WriteString("generated_at"u8, Instants.Format(persona.GeneratedAt));
            json.WriteString("expires_at"u8, Instants.Format(persona.ExpiresAt));
            json.WriteNumber("mindscape_version"u8, persona.MindscapeVersion.Value);
            HistoryCutJson.Write(json, persona.Cut);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteOverlay(Utf8JsonWriter json, PersonaOverlay overlay)
    {
        json.WriteStartObject();
        json.WritePropertyName("current_state"u8);
        WriteTraits(json, overlay.CurrentState, isState: true);
        json.WriteStartArray("suggestions"u8);
        foreach (var suggestion in overlay.Suggestions)
        {
            WriteSuggestion(json, suggestion);
        }

        json.WriteEndArray();
        json.WritePropertyName("active_patterns"u8);
        DataValueJson.Write(json, overlay.ActivePatterns);
        json.WritePropertyName("context"u8);
        DataValueJson.Write(json, overlay.Context);
        json.WriteEndObject();
    }

    private static void WriteTraits(Utf8JsonWriter json, ImmutableArray<PersonaTrait> traits, bool isState)
    {
        json.WriteStartObject();
        foreach (var trait in traits)
        {
            json.WriteStartObject(trait.Name);
            json.WritePropertyName("value"u8);
            DataValueJson.Write(json, trait.Value);
            json.WriteNumber("confidence"u8, trait.Confidence);
            if (trait.IsFaded)
            {
                json.WriteBoolean("faded"u8, true);
            }

            if (isState)
            {
                json.WriteString("last_observed_at"u8, Instants.Format(trait.Trait.LastObservedAt));
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteSuggestion(Utf8JsonWriter json, Suggestion suggestion)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, suggestion.Type);
        json.WriteString("title"u8, suggestion.Title);
        json.WriteString("description"u8, suggestion.Description);
        json.WriteString("priority"u8, SuggestionPriorities.NameOf(suggestion.Priority));
        json.WritePropertyName("parameters"u8);
        DataValueJson.Write(json, suggestion.Parameters);
        json.WriteString("rule_id"u8, suggestion.RuleId);
        json.WriteNumber("weight"u8, suggestion.Weight);
        json.WriteEndObject();
    }
}
