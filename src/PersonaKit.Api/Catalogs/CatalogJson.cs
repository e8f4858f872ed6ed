using System.Text.Json;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Api.Catalogs;

/// <summary>The published catalog: which revision it is, and its text.</summary>
internal static class CatalogJson
{
    public static void Write(Utf8JsonWriter writer, PublishedCatalog catalog)
    {
        writer.WriteStartObject();
        WriteState(writer, catalog);
        writer.WriteString("source"u8, catalog.Source);
        writer.WriteEndObject();
    }

    public static void WriteChange(Utf8JsonWriter writer, CatalogChangeOutcome.Done done)
    {
        writer.WriteStartObject();
        WriteState(writer, done.Catalog);
        writer.WriteStartArray("mapper_warnings"u8);
        foreach (var warning in done.Warnings)
        {
            writer.WriteStartObject();
            writer.WriteString("mapper_id"u8, warning.MapperId.Value);
            writer.WriteNumber("line"u8, warning.Warning.Line);
            writer.WriteNumber("column"u8, warning.Warning.Column);
            writer.WriteString("message"u8, warning.Warning.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter writer, PublishedCatalog catalog)
    {
        if (catalog.Head.Active is { } active)
        {
            writer.WriteNumber("revision"u8, active.Number);
            writer.WriteString("origin"u8, active.Origin == MapperOrigin.File ? "file"u8 : "api"u8);
            writer.WriteString("created_at"u8, Instants.Format(active.CreatedAt));
        }

        writer.WriteBoolean("readable"u8, catalog.Catalog is not null);
        if (catalog.Catalog is { } traits)
        {
            writer.WriteString("hash"u8, traits.Hash);
            writer.WriteNumber("traits"u8, traits.Definitions.Length);
        }
    }
}
