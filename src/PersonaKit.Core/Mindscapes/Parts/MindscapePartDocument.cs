using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Extraction;
using PersonaKit.Core.Mindscapes.Stored;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Parts;

/// <summary>The stored shape of a part, schema 1: what it spans, what it states and takes back, and what it folds to as a mindscape is stored.</summary>
public static class MindscapePartDocument
{
    private const int Schema = 1;

    /// <summary>Writes a part as UTF-8 JSON.</summary>
    public static byte[] Write(MindscapePart part)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema", Schema);
            writer.WriteNumber("count", part.Count);
            Write(writer, "observed", part.Observed);
            Write(writer, "received", part.Received);
            StoredZones.Write(writer, ZoneTimeline.Of(part.Stated));
            writer.WriteStartArray("named");
            foreach (var id in part.Named.Select(id => id.Value).Order(StringComparer.Ordinal))
            {
                writer.WriteStringValue(id);
            }

            writer.WriteEndArray();
            writer.WritePropertyName("folded");
            MindscapeDocument.Write(writer, part.Folded);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write(MindscapePart)"/> wrote; null for a part of another schema.</summary>
    /// <exception cref="FormatException">It is no stored part.</exception>
    public static MindscapePart? Read(ReadOnlySpan<byte> utf8, TraitCatalog catalog)
    {
        try
        {
            var document = DataValueJson.ParseStored(utf8);
            var node = new StoredNode(document);
            return node.Long("schema") != Schema ? null : new MindscapePart
            {
                Count = checked((int)node.Long("count")),
                Observed = Range(node, "observed"),
                Received = Range(node, "received"),
                Stated = StoredZones.Read(node.Node("zones")).Entries,
                Named = node.Node("named").Items.Select(item => ObservationId.Parse(item.AsText())).ToImmutableHashSet(),
                Folded = MindscapeDocument.From(node.Data("folded"), catalog),
            };
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidCastException or ArgumentOutOfRangeException or OverflowException)
        {
            throw new FormatException("not a stored part of a mindscape", malformed);
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, InstantRange? range)
    {
        if (range is { } instants)
        {
            writer.WriteStartArray(name);
            writer.WriteNumberValue(instants.First.ToUnixTimeMilliseconds());
            writer.WriteNumberValue(instants.Last.ToUnixTimeMilliseconds());
            writer.WriteEndArray();
        }
    }

    private static InstantRange? Range(StoredNode node, string name)
    {
        if (!node.Has(name))
        {
            return null;
        }

        return node.Node(name).Items.ToArray() is [var first, var last]
            ? new(first.AsInstant(), last.AsInstant())
            : throw new FormatException($"'{name}' is not a range of instants");
    }
}
