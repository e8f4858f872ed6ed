using System.Collections.Immutable;
using System.Text.Json;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Personas.Suggestions;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Language.Mappers;

namespace PersonaKit.Api.Mappers;

/// <summary>A mapper as its users see it: what it needs, what it may say, and its text.</summary>
internal static class MapperJson
{
    public static void WriteList(Utf8JsonWriter writer, ImmutableArray<MapperEntry> mappers)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("mappers"u8);
        foreach (var (head, _, shown) in mappers)
        {
            writer.WriteStartObject();
            WriteMetadata(writer, head, head.Active ?? head.Newest, shown?.Program);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, ShownMapper mapper)
    {
        writer.WriteStartObject();
        WriteMetadata(writer, mapper.History.Head, mapper.Revision, mapper.Program);
        WriteRules(writer, mapper.Program);
        writer.WriteString("source"u8, mapper.Stored.Source);
        writer.WriteStartArray("revisions"u8);
        foreach (var revision in mapper.History.Revisions)
        {
            writer.WriteStartObject();
            MapperHeadJson.WriteRevision(writer, mapper.History.Head, revision);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The parsed form is the document as data: anchors resolved, scalars typed.</summary>
    public static void WriteRevision(Utf8JsonWriter writer, ShownMapper mapper)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, mapper.Stored.Id.Value);
        MapperHeadJson.WriteRevision(writer, mapper.History.Head, mapper.Revision);
        writer.WriteString("source"u8, mapper.Stored.Source);
        if (MapperParser.ReadDocument(mapper.Stored.Source) is { } document)
        {
            writer.WritePropertyName("parsed"u8);
            DataValueJson.Write(writer, document);
        }

        writer.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, MapperHead head, MapperRevision revision, MapperProgram? program)
    {
        writer.WriteString("id"u8, head.Id.Value);
        MapperHeadJson.WriteState(writer, head);
        writer.WriteNumber("revision"u8, revision.Number);
        writer.WriteString("published_at"u8, Instants.Format(revision.CreatedAt));
        if (program is null)
        {
            // Kept by a version that reads another language than this one.
            return;
        }

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

    private static void WriteRules(Utf8JsonWriter writer, MapperProgram? program)
    {
        if (program is null)
        {
            return;
        }

        writer.WriteStartArray("rules"u8);
        foreach (var rule in program.Rules)
        {
            WriteRule(writer, rule);
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
