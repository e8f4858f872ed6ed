using System.Text.Json;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Traits;

namespace PersonaKit.Api.Traits;

/// <summary>The trait catalog for its readers.</summary>
internal static class TraitCatalogJson
{
    public static void Write(Utf8JsonWriter writer, TraitCatalog catalog)
    {
        writer.WriteStartObject();
        writer.WriteString("hash"u8, catalog.Hash);
        writer.WriteStartArray("traits"u8);
        foreach (var definition in catalog.Definitions)
        {
            Write(writer, definition);
        }

        foreach (var (key, from) in catalog.Derived)
        {
            writer.WriteStartObject();
            writer.WriteString("key"u8, key);
            writer.WriteString("kind"u8, "derived");
            writer.WriteString("from"u8, from);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("observation_types"u8);
        foreach (var type in catalog.ObservationTypes)
        {
            writer.WriteStringValue(type);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, TraitDefinition definition)
    {
        writer.WriteStartObject();
        writer.WriteString("key"u8, definition.Key);
        writer.WriteString("kind"u8, definition.Kind.Name);
        writer.WriteNumber("half_life_hours"u8, Math.Round(definition.HalfLife.TotalHours, 3));
        writer.WriteNumber("floor"u8, definition.Floor);
        writer.WriteBoolean("volatile"u8, definition.IsVolatile);
        if (definition.Unit is { } unit)
        {
            writer.WriteString("unit"u8, unit);
        }

        if (definition.Description is { } description)
        {
            writer.WriteString("description"u8, description);
        }

        writer.WriteEndObject();
    }
}
