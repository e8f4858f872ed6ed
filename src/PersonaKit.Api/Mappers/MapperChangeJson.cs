using System.Text.Json;
using PersonaKit.Api.Problems;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Api.Mappers;

/// <summary>What a change made of a mapper.</summary>
internal static class MapperChangeJson
{
    public static void WriteUpload(Utf8JsonWriter writer, MapperChangeOutcome.Done done)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, done.Head.Id.Value);
        MapperHeadJson.WriteRevision(writer, done.Head, done.Revision);
        DiagnosticJson.Write(writer, "warnings", done.Warnings);
        writer.WriteEndObject();
    }

    public static void WriteState(Utf8JsonWriter writer, MapperHead head)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, head.Id.Value);
        MapperHeadJson.WriteState(writer, head);
        writer.WriteEndObject();
    }
}
