using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PersonaKit.Core.Values;

/// <summary>JSON in and out of <see cref="DataValue"/>, without reflection.</summary>
public static class DataValueJson
{
    /// <summary>Deeper documents are refused: nothing that describes a person needs them, and every reader would have to bound its stack.</summary>
    public const int MaxDepth = 32;

    /// <summary>Stored documents wrap what came in, each layer of ours adding a few levels; they are read as deep as they may ever have become.</summary>
    public const int MaxStoredDepth = 4 * MaxDepth;

    /// <summary>Only what JSON itself requires is escaped: the output must not be placed in HTML.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Parses one JSON document.</summary>
    /// <exception cref="JsonException">
    /// The text is malformed, repeats a key, is nested too deeply, or holds a number beyond the range of a double or an escape of an unpaired surrogate.
    /// </exception>
    public static DataValue Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, MaxDepth);

    /// <summary>As <see cref="Parse(ReadOnlySpan{byte})"/>, for documents of our own writing.</summary>
    public static DataValue ParseStored(ReadOnlySpan<byte> utf8) => Parse(utf8, MaxStoredDepth);

    /// <summary>As <see cref="Parse(ReadOnlySpan{byte})"/>, from text.</summary>
    /// <exception cref="JsonException">The text is malformed, repeats a key, is nested too deeply, or holds a number beyond the range of a double.</exception>
    public static DataValue Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>Reads the value at the reader's position and leaves the reader at its last token.</summary>
    public static DataValue Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => DataValue.Null.Instance,
        JsonTokenType.True => DataValue.Boolean.True,
        JsonTokenType.False => DataValue.Boolean.False,
        JsonTokenType.String => new DataValue.Text(ReadText(ref reader)),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.StartArray => ReadList(ref reader),
        JsonTokenType.StartObject => ReadMap(ref reader),
        _ => throw new JsonException($"a value cannot start with {reader.TokenType}"),
    };

    /// <summary>Writes the value; the keys of objects keep their order.</summary>
    public static void Write(Utf8JsonWriter writer, DataValue value)
    {
        switch (value)
        {
            case DataValue.Null:
                writer.WriteNullValue();
                break;
            case DataValue.Boolean boolean:
                writer.WriteBooleanValue(boolean.Value);
                break;
            case DataValue.Number { Literal: { } literal }:
                writer.WriteRawValue(literal);
                break;
            case DataValue.Number number:
                writer.WriteNumberValue(number.Value);
                break;
            case DataValue.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case DataValue.List list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case DataValue.Map map:
                writer.WriteStartObject();
                foreach (var (key, entry) in map.Entries)
                {
                    writer.WritePropertyName(key);
                    Write(writer, entry);
                }

                writer.WriteEndObject();
                break;
        }
    }

    /// <summary>The value with the keys of every object in ordinal order: equal values give equal bytes.</summary>
    public static void WriteCanonical(Utf8JsonWriter writer, DataValue value)
    {
        switch (value)
        {
            case DataValue.List list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    WriteCanonical(writer, item);
                }

                writer.WriteEndArray();
                break;
            case DataValue.Map map:
                writer.WriteStartObject();
                foreach (var (key, entry) in map.Entries.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key)))
                {
                    writer.WritePropertyName(key);
                    WriteCanonical(writer, entry);
                }

                writer.WriteEndObject();
                break;
            default:
                Write(writer, value);
                break;
        }
    }

    /// <summary>The value as JSON text.</summary>
    public static string ToJson(DataValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            Write(writer, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static DataValue Parse(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth });
        if (!reader.Read())
        {
            throw new JsonException("the document is empty");
        }

        var value = Read(ref reader);
        if (reader.Read())
        {
            throw new JsonException("there is text after the end of the document");
        }

        return value;
    }

    private static string ReadText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException unpaired)
        {
            // The reader reports an escape of an unpaired surrogate, such as \ud800, as misuse; it is malformed text like any other.
            throw new JsonException("a text holds an escape sequence that is no character", unpaired);
        }
    }

    private static DataValue.Number ReadNumber(ref Utf8JsonReader reader)
    {
        var value = reader.GetDouble();
        if (!double.IsFinite(value))
        {
            throw new JsonException("a number is too large");
        }

        return DataValue.Number.Read(value, Encoding.UTF8.GetString(reader.ValueSpan));
    }

    private static DataValue.List ReadList(ref Utf8JsonReader reader)
    {
        var items = ImmutableArray.CreateBuilder<DataValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Read(ref reader));
        }

        return new DataValue.List(items.DrainToImmutable());
    }

    private static DataValue.Map ReadMap(ref Utf8JsonReader reader)
    {
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, DataValue>>();
        HashSet<string>? seen = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = ReadText(ref reader);
            if (IsRepeated(entries, key, ref seen))
            {
                throw new JsonException($"the key '{key}' appears twice in one object");
            }

            reader.Read();
            entries.Add(new(key, Read(ref reader)));
        }

        return new DataValue.Map(entries.DrainToImmutable());
    }

    private static bool IsRepeated(ImmutableArray<KeyValuePair<string, DataValue>>.Builder entries, string key, ref HashSet<string>? seen)
    {
        // A scan is cheapest for the handful of keys an observation has; a hostile object gets a set.
        if (entries.Count > 16)
        {
            seen ??= [.. entries.Select(entry => entry.Key)];
            return !seen.Add(key);
        }

        foreach (var entry in entries)
        {
            if (entry.Key == key)
            {
                return true;
            }
        }

        return false;
    }
}
