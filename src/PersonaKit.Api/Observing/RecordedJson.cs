using System.Collections.Immutable;
using System.Text.Json;
using PersonaKit.Engine.Observing;

namespace PersonaKit.Api.Observing;

/// <summary>The answer to a post: the receipt, and what became of each observation.</summary>
internal static class RecordedJson
{
    public const string RefusedDetail =
        "what it corrects is refused in this request, so the stored observation with that id is not what it means; it was not stored";

    public static void Write(Utf8JsonWriter writer, Receipt receipt, ImmutableArray<RecordedItem> items)
    {
        writer.WriteStartObject();
        writer.WriteString("receipt"u8, receipt.ToString());
        writer.WriteNumber("accepted"u8, items.Count(item => item.Status == RecordStatus.Accepted));
        writer.WriteNumber("duplicates"u8, items.Count(item => item.Status == RecordStatus.Duplicate));
        writer.WriteNumber("conflicts"u8, items.Count(item => item.Status == RecordStatus.Conflict));
        writer.WriteNumber("retracted"u8, items.Count(item => item.Status == RecordStatus.Retracted));
        writer.WriteNumber("refused"u8, items.Count(item => item.Status == RecordStatus.Refused));
        writer.WriteStartArray("items"u8);
        for (var i = 0; i < items.Length; i++)
        {
            Write(writer, i, items[i]);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, int index, RecordedItem item)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index"u8, index);
        writer.WriteString("id"u8, item.Id.Value);
        writer.WriteString("status"u8, item.Status switch
        {
            RecordStatus.Accepted => "accepted",
            RecordStatus.Duplicate => "duplicate",
            RecordStatus.Retracted => "retracted",
            RecordStatus.Refused => "refused",
            _ => "conflict",
        });
        writer.WriteStartArray("feeds"u8);
        foreach (var trait in item.Feeds)
        {
            writer.WriteStringValue(trait);
        }

        writer.WriteEndArray();
        if (item.Status == RecordStatus.Refused)
        {
            writer.WriteString("detail"u8, RefusedDetail);
        }

        if (item.IsUnmapped)
        {
            writer.WriteBoolean("unmapped"u8, true);
        }

        writer.WriteEndObject();
    }
}
