using System.Text.Json;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Api.Personas;

/// <summary>The personas that would be served from the cache now.</summary>
internal static class PersonaListJson
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<PersonaRow> rows)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("personas"u8);
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("mapper_id"u8, row.Key.MapperId.Value);
            writer.WriteNumber("mapper_revision"u8, row.MapperRevision);
            writer.WriteString("id"u8, row.PersonaId);
            writer.WriteNumber("mindscape_version"u8, row.MindscapeVersion.Value);
            writer.WriteString("generated_at"u8, Instants.Format(row.GeneratedAt));
            writer.WriteString("expires_at"u8, Instants.Format(row.ExpiresAt));
            writer.WriteString("etag"u8, $"\"{row.PersonaId}\"");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
