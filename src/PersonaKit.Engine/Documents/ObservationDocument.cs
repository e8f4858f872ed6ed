using System.Buffers;
using System.Text.Json;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Engine.Documents;

/// <summary>
/// The stored shape of an observation, version 1: short keys, instants as milliseconds since 1970, because there are many of them. One
/// that is forgotten has <c>gone</c> in the place of everything its sender said.
/// </summary>
public static class ObservationDocument
{
    private const int KeptCapacity = 64 * 1024;

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? _idle;

    /// <summary>The stored shape as UTF-8 JSON.</summary>
    public static byte[] Write(Observation observation)
    {
        // Of each thread, because every post writes one.
        var buffer = _idle?.Buffer ?? new ArrayBufferWriter<byte>(1024);
        var writer = _idle?.Writer ?? new Utf8JsonWriter(buffer, DataValueJson.WriterOptions);
        _idle = null;
        buffer.ResetWrittenCount();
        writer.Reset();
        Write(writer, observation);
        writer.Flush();
        var written = buffer.WrittenSpan.ToArray();
        _idle = buffer.Capacity <= KeptCapacity ? (buffer, writer) : null;
        return written;
    }

    /// <summary>Writes the stored shape as one JSON object.</summary>
    public static void Write(Utf8JsonWriter writer, Observation observation)
    {
        writer.WriteStartObject();
        writer.WriteString("id", observation.Id.Value);
        writer.WriteString("type", observation.Type);
        writer.WriteNumber("at", observation.ObservedAt.ToUnixTimeMilliseconds());
        writer.WriteNumber("rx", observation.ReceivedAt.ToUnixTimeMilliseconds());
        if (observation.Corrects is { } corrects)
        {
            writer.WriteString("corrects", corrects.Value);
        }

        if (observation.IsForgotten)
        {
            writer.WriteBoolean("gone", true);
        }
        else
        {
            WriteSaid(writer, observation);
        }

        writer.WriteEndObject();
    }

    private static void WriteSaid(Utf8JsonWriter writer, Observation observation)
    {
        writer.WriteString("fp", observation.Fingerprint);
        if (observation.TraceParent is { } trace)
        {
            writer.WriteString("trace", trace);
        }

        if (observation.Encoded is { IsEmpty: false } encoded)
        {
            WriteEncoded(writer, encoded);
            return;
        }

        writer.WritePropertyName("content");
        DataValueJson.Write(writer, observation.Content);
        if (observation.Meta is { } meta)
        {
            writer.WritePropertyName("meta");
            DataValueJson.Write(writer, meta);
        }
    }

    private static void WriteEncoded(Utf8JsonWriter writer, EncodedContent encoded)
    {
        writer.WritePropertyName("content");
        writer.WriteRawValue(encoded.Content, skipInputValidation: true);
        if (!encoded.Meta.IsEmpty)
        {
            writer.WritePropertyName("meta");
            writer.WriteRawValue(encoded.Meta, skipInputValidation: true);
        }
    }

    /// <summary>Reads what <see cref="Write(Observation)"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not a stored observation.</exception>
    public static Observation Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return From(DataValueJson.ParseStored(utf8));
        }
        catch (JsonException malformed)
        {
            throw new FormatException("not a stored observation", malformed);
        }
    }

    /// <summary>As <see cref="Read"/>, from a parsed document.</summary>
    /// <exception cref="FormatException">The document is not a stored observation.</exception>
    public static Observation From(DataValue document) =>
        document is DataValue.Map map
            && map["id"] is DataValue.Text id
            && map["type"] is DataValue.Text type
            && map["at"] is DataValue.Number at
            && map["rx"] is DataValue.Number rx
            && SaidIn(map) is var (fingerprint, content)
            ? new Observation
            {
                Id = ObservationId.Parse(id.Value),
                Type = type.Value,
                ObservedAt = DateTimeOffset.FromUnixTimeMilliseconds((long)at.Value),
                ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds((long)rx.Value),
                Corrects = map["corrects"] is DataValue.Text corrects ? ObservationId.Parse(corrects.Value) : null,
                Fingerprint = fingerprint,
                Content = content,
                Meta = map["meta"] as DataValue.Map,
                TraceParent = (map["trace"] as DataValue.Text)?.Value,
                IsForgotten = IsGone(map),
            }
            : throw new FormatException("not a stored observation");

    private static bool IsGone(DataValue.Map map) => map["gone"] is DataValue.Boolean { Value: true };

    private static (string Fingerprint, DataValue.Map Content)? SaidIn(DataValue.Map map) =>
        map["fp"] is DataValue.Text fingerprint && map["content"] is DataValue.Map content ? (fingerprint.Value, content)
        : IsGone(map) ? ("", DataValue.Map.Empty)
        : null;
}
