using System.Text.Json;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Suggestions;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Serving;

namespace PersonaKit.Api.Mappers;

/// <summary>A mapper as its users see it: what it needs, what it may say, and its text.</summary>
internal static class MapperJson
{
    public static void WriteList(Utf8JsonWriter writer, IEnumerable<ActiveMapper> mappers)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("mappers"u8);
        foreach (var mapper in mappers)
        {
            writer.WriteStartObject();
            WriteMetadata(writer, mapper);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, ActiveMapper mapper)
    {
        writer.WriteStartObject();
        WriteMetadata(writer, mapper);
        writer.WriteStartArray("rules"u8);
        foreach (var rule in mapper.Program.Rules)
        {
            WriteRule(writer, rule);
        }

        writer.WriteEndArray();
        writer.WriteString("source"u8, mapper.Stored.Source);
        writer.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, ActiveMapper mapper)
    {
        var program = mapper.Program;
        writer.WriteString("id"u8, mapper.Id.Value);
        writer.WriteNumber("revision"u8, mapper.Revision);
        writer.WriteString("published_at"u8, Instants.Format(mapper.Stored.CreatedAt));
        writer.WriteString("name"u8, program.Name);
        writer.WriteString("version"u8, program.Version);
        writer.WriteString("description"u8, program.Description);
        writer.WriteString("author"u8, program.Author);
        writer.WriteString("created"u8, program.Created);
        writer.WriteNumber("ttl_seconds"u8, (long)program.TimeToLive.TotalSeconds);
        writer.WriteNumber("max_suggestions"u8, program.MaxSuggestions);
        writer.WriteStartArray("required_traits"u8);
        foreach (var path in program.RequiredTraits)
        {
            writer.WriteStringValue(path.Text);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("context"u8);
        foreach (var field in program.ContextFields)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, field.Name);
            writer.WriteString("type"u8, ContextField.NameOf(field.Type));
            writer.WriteString("description"u8, field.Description);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteRule(Utf8JsonWriter writer, MapperRule rule)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, rule.Id);
        writer.WriteNumber("weight"u8, rule.Weight);
        writer.WriteStartArray("suggests"u8);
        foreach (var action in rule.Actions)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, action.Type);
            writer.WriteString("template"u8, action.Template.Id);
            writer.WriteString("priority"u8, SuggestionPriorities.NameOf(action.Template.Priority));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
