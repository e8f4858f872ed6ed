using System.Text.Json;
using PersonaKit.Core.Mindscapes.Stored;
using PersonaKit.Core.Observations;

namespace PersonaKit.Core.Mindscapes.Extraction;

/// <summary>The stored shape of a zone timeline.</summary>
internal static class StoredZones
{
    public static void Write(Utf8JsonWriter writer, ZoneTimeline zones)
    {
        writer.WriteStartObject("zones");
        writer.WriteStartArray("stated");
        foreach (var entry in zones.Entries)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(entry.At.ToUnixTimeMilliseconds());
            writer.WriteStringValue(entry.Id.Value);
            writer.WriteStringValue(entry.Zone);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        if (zones is { FirstUse: { } first, LastUse: { } last })
        {
            writer.WriteNumber("first_use", first.ToUnixTimeMilliseconds());
            writer.WriteNumber("last_use", last.ToUnixTimeMilliseconds());
        }

        writer.WriteEndObject();
    }

    public static ZoneTimeline Read(StoredNode node) => ZoneTimeline.Of(
        node.Node("stated").Items.Select(item =>
        {
            var parts = item.Tuple(3);
            return new ZoneTimeline.Entry(parts[0].AsInstant(), ObservationId.Parse(parts[1].AsText()), parts[2].AsText());
        }),
        node.Has("first_use") ? node.Instant("first_use") : null,
        node.Has("last_use") ? node.Instant("last_use") : null);
}
