using System.Buffers;
using System.Text.Json;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// Reads and writes a tombstone as JSON. It has no lists, so the predicate of an append is false and the append reads the document. The
/// database deletes it after its time to live.
/// </summary>
internal static class TombstoneJson
{
    private const string ErasedAt = "erased_at";
    private const string PagesBefore = "pages_before";
    private const string ErasedPages = "erased_pages";

    public static byte[] Write(HotDocument tombstone, DateTimeOffset erasedAt)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("id", tombstone.PersonId.Value);
        writer.WriteString("person_id", tombstone.PersonId.Value);
        writer.WriteString("kind", HotDocument.Kind);
        writer.WriteNumber("schema", 1);
        writer.WriteNumber("version", tombstone.Version);
        writer.WriteNumber("received", tombstone.LastSequence);
        writer.WriteString(ErasedAt, Instants.Format(erasedAt));
        writer.WriteNumber("ttl", (long)ErasureLifetimes.Tombstone.TotalSeconds);
        WritePages(writer, tombstone);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Returns null when the document is not a tombstone.</summary>
    public static HotDocument? TryRead(DataValue.Map root, string etag) => root[ErasedAt] is DataValue.Text text
        ? new HotDocument
        {
            PersonId = PersonId.Parse(((DataValue.Text)root["id"]!).Value),
            State = HotState.OfTombstone((long)((DataValue.Number)root["version"]!).Value),
            LastSequence = (long)((DataValue.Number)root["received"]!).Value,
            ErasedAt = Instants.TryParse(text.Value, out var erasedAt) ? erasedAt : throw new FormatException($"'{ErasedAt}' is not an instant"),
            PagesBefore = ReadPagesBefore(root),
            ErasedPages = ReadErasedPages(root),
            ETag = etag,
        }
        : null;

    /// <summary>Writes nothing for a person without erased pages.</summary>
    public static void WritePages(Utf8JsonWriter writer, HotDocument document)
    {
        if (document.PagesBefore > 0)
        {
            writer.WriteNumber(PagesBefore, document.PagesBefore);
        }

        if (document.ErasedPages is { } pages)
        {
            writer.WriteStartArray(ErasedPages);
            writer.WriteNumberValue(pages.First);
            writer.WriteNumberValue(pages.Last);
            writer.WriteEndArray();
        }
    }

    public static int ReadPagesBefore(DataValue.Map root) => root[PagesBefore] is DataValue.Number number ? (int)number.Value : 0;

    public static ErasedPages? ReadErasedPages(DataValue.Map root) =>
        root[ErasedPages] is DataValue.List { Items: [DataValue.Number first, DataValue.Number last] } ? new((int)first.Value, (int)last.Value) : null;
}
