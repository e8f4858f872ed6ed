using System.Buffers;
using System.Text.Json;
using PersonaKit.Azure.Personas;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// Reads and writes checkpoints and their directory as JSON. A checkpoint is compressed, because reading costs request units by the size.
/// </summary>
internal static class CheckpointJson
{
    /// <summary>A person id contains no exclamation mark, so this is never the id of a hot document.</summary>
    public const string DirectoryId = "checkpoints!";

    public static byte[] WriteDirectory(PersonId personId, CheckpointDirectory directory) => Write(DirectoryId, personId, "checkpoints", writer =>
    {
        writer.WriteNumber("pages_before", directory.PagesBefore);
        writer.WriteNumber("oldest_version", directory.OldestVersion.Value);
        writer.WriteStartArray("entries");
        foreach (var entry in directory.Entries)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(entry.First);
            writer.WriteNumberValue(entry.Last);
            writer.WriteNumberValue(entry.Version.Value);
            writer.WriteStringValue(entry.Id);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("removed");
        foreach (var id in directory.Removed)
        {
            writer.WriteStringValue(id);
        }

        writer.WriteEndArray();
        if (directory.IsErased)
        {
            writer.WriteNumber("ttl", (long)ErasureLifetimes.Tombstone.TotalSeconds);
        }
    });

    public static CheckpointDirectory ReadDirectory(ReadOnlySpan<byte> utf8, string etag)
    {
        var root = HotDocumentJson.ParseMap(utf8);
        return new CheckpointDirectory
        {
            PagesBefore = (int)Long(root["pages_before"]),
            OldestVersion = new MindscapeVersion(Long(root["oldest_version"])),
            Entries = [.. HotDocumentJson.List(root, "entries").Items.Select(ReadEntry)],
            Removed = [.. HotDocumentJson.List(root, "removed").Items.Select(id => ((DataValue.Text)id).Value)],
            IsErased = root["ttl"] is not null,
            ETag = etag,
        };
    }

    /// <param name="personId">Whose it is.</param>
    /// <param name="id">The document's.</param>
    /// <param name="body">What it comes to.</param>
    /// <param name="timeToLive">After which the database deletes it; null for never.</param>
    public static byte[] Write(PersonId personId, string id, ReadOnlyMemory<byte> body, TimeSpan? timeToLive) =>
        Write(id, personId, "checkpoint", writer =>
        {
            writer.WriteBase64String("body", PackedBody.Pack(body.Span));
            if (timeToLive is { } life)
            {
                writer.WriteNumber("ttl", (long)life.TotalSeconds);
            }
        });

    /// <exception cref="FormatException">The document was damaged.</exception>
    public static byte[] ReadBody(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return PackedBody.Unpack(document.RootElement.GetProperty("body").GetBytesFromBase64());
    }

    private static CheckpointEntry ReadEntry(DataValue entry) => entry is DataValue.List { Items: [var first, var last, var version, DataValue.Text id] }
        ? new CheckpointEntry(Long(first), Long(last), new MindscapeVersion(Long(version)), id.Value)
        : throw new FormatException("not an entry of a directory of checkpoints");

    private static byte[] Write(string id, PersonId personId, string kind, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4 * 1024);
        using var writer = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("person_id", personId.Value);
        writer.WriteString("kind", kind);
        writer.WriteNumber("schema", 1);
        write(writer);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static long Long(DataValue? value) => value is DataValue.Number number ? (long)number.Value : throw new FormatException("a number is missing");
}
