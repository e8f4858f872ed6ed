using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// Reads and writes the hot document as JSON. The mindscape's fields are at the top level, so that they are readable in the portal.
/// </summary>
internal static class HotDocumentJson
{
    private const string HasTakenBack = "has_taken_back";

    /// <summary>An observation may have the maximum depth itself, and here it is nested in the document.</summary>
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = DataValueJson.MaxStoredDepth };

    public static byte[] Write(HotDocument document)
    {
        if (document.ErasedAt is { } erasedAt)
        {
            return TombstoneJson.Write(document, erasedAt);
        }

        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using var writer = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("id", document.PersonId.Value);
        writer.WriteString("kind", HotDocument.Kind);
        document.State.Write(writer);
        writer.WriteNumber("received", document.LastSequence);
        var size = WriteObservations(writer, "inbox", document.Inbox);
        writer.WriteNumber("inbox_bytes", size);
        WriteObservations(writer, "recent", document.Recent);
        writer.WriteStartObject("journal");
        writer.WriteStartArray("pages");
        foreach (var entry in document.Journal)
        {
            WriteEntry(writer, entry);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        if (document.HasTakenBack)
        {
            writer.WriteBoolean(HasTakenBack, true);
        }

        TombstoneJson.WritePages(writer, document);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static HotDocument Read(ReadOnlySpan<byte> utf8, string etag)
    {
        var root = ParseMap(utf8);
        if (TombstoneJson.TryRead(root, etag) is { } tombstone)
        {
            return tombstone;
        }

        var received = Long(root, "received");
        return new HotDocument
        {
            PersonId = PersonId.Parse(Text(root, "id")),
            State = HotState.Read(root),
            LastSequence = received,
            Inbox = ReadInbox(List(root, "inbox"), received),
            Recent = ReadNumbered(List(root, "recent")),
            Journal = [.. List((DataValue.Map)root["journal"]!, "pages").Items.Select(page => ReadEntry((DataValue.Map)page))],
            HasTakenBack = root[HasTakenBack] is not null,
            PagesBefore = TombstoneJson.ReadPagesBefore(root),
            ErasedPages = TombstoneJson.ReadErasedPages(root),
            ETag = etag,
        };
    }

    /// <summary>Reads the two fields that an append needs and skips the rest.</summary>
    public static (long LastSequence, ImmutableArray<JournalEntry> Journal) Skim(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, ReaderOptions);
        var (received, journal) = (0L, ImmutableArray<JournalEntry>.Empty);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("received"u8))
            {
                reader.Read();
                received = reader.GetInt64();
            }
            else if (reader.ValueTextEquals("journal"u8))
            {
                reader.Read();
                journal = [.. List((DataValue.Map)DataValueJson.Read(ref reader), "pages").Items.Select(page => ReadEntry((DataValue.Map)page))];
            }
            else
            {
                reader.Skip();
            }
        }

        return (received, journal);
    }

    public static DataValue.Map ParseMap(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, ReaderOptions);
        reader.Read();
        return DataValueJson.Read(ref reader) as DataValue.Map ?? throw new FormatException("not a stored document");
    }

    public static ImmutableArray<AcceptedObservation> ReadNumbered(DataValue.List items) =>
    [
        .. items.Items.Cast<DataValue.Map>().Select(item => new AcceptedObservation(
            StoredObservation.NumberOf(item) ?? throw new FormatException("a stored observation without its number"), StoredObservation.Read(item))),
    ];

    public static DataValue.List List(DataValue.Map map, string key) => map[key] as DataValue.List ?? throw new FormatException($"'{key}' is missing");

    /// <summary>Returns their total size in bytes.</summary>
    public static int WriteObservations(Utf8JsonWriter writer, string name, ImmutableArray<AcceptedObservation> observations)
    {
        var size = 0;
        writer.WriteStartArray(name);
        foreach (var accepted in observations)
        {
            var item = StoredObservation.Write(accepted.Observation, accepted.Number);
            size += item.Length;
            writer.WriteRawValue(item, skipInputValidation: true);
        }

        writer.WriteEndArray();
        return size;
    }

    /// <summary>
    /// Observations that a patch appended have no number. They follow all numbered ones, and each incremented <paramref name="received"/>
    /// by one, so they are numbered from the end.
    /// </summary>
    private static ImmutableArray<AcceptedObservation> ReadInbox(DataValue.List items, long received) =>
    [
        .. items.Items.Cast<DataValue.Map>().Select((item, i) => new AcceptedObservation(
            StoredObservation.NumberOf(item) ?? received - (items.Items.Length - 1 - i), StoredObservation.Read(item))),
    ];

    private static void WriteEntry(Utf8JsonWriter writer, JournalEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteNumber("page", entry.Page);
        writer.WriteNumber("count", entry.Count);
        writer.WriteNumber("bytes", entry.Bytes);
        writer.WriteNumber("first", entry.First);
        writer.WriteNumber("last", entry.Last);
        writer.WriteNumber("from", entry.From);
        writer.WriteNumber("to", entry.To);
        writer.WriteString("ids", entry.Ids.ToString());
        writer.WriteEndObject();
    }

    private static JournalEntry ReadEntry(DataValue.Map entry) => new()
    {
        Page = (int)Long(entry, "page"),
        Count = (int)Long(entry, "count"),
        Bytes = (int)Long(entry, "bytes"),
        First = Long(entry, "first"),
        Last = Long(entry, "last"),
        From = Long(entry, "from"),
        To = Long(entry, "to"),
        Ids = IdFilter.Parse(Text(entry, "ids")),
    };

    private static long Long(DataValue.Map map, string key) =>
        map[key] is DataValue.Number number ? (long)number.Value : throw new FormatException($"'{key}' is missing");

    private static string Text(DataValue.Map map, string key) => map[key] is DataValue.Text text ? text.Value : throw new FormatException($"'{key}' is missing");
}
