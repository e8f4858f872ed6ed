using System.Buffers;
using System.Text.Json;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Engine.Documents;

/// <summary>
/// The stored shape of an observation, version 1: short keys, instants as milliseconds since 1970, because there are many of them.
/// </summary>
public static class ObservationDocument
{
    public static byte[] Write(Observation observation)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions))
        {
            Write(writer, observation);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(Utf8JsonWriter writer, Observation observation)
    {
        writer.WriteStartObject();
        writer.WriteString("id", observation.Id.Value);
        writer.WriteString("type", observation.Type);
        writer.WriteNumber("at", observation.ObservedAt.ToUnixTimeMilliseconds());
        writer.WriteNumber("rx", observation.ReceivedAt.ToUnixTimeMilliseconds());
        writer.WriteString("fp", observation.Fingerprint);
        writer.WritePropertyName("content");
        DataValueJson.Write(writer, observation.Content);
        if (observation.Meta is { } meta)
        {
            writer.WritePropertyName("meta");
            DataValueJson.Write(writer, meta);
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write(Observation)"/> wrote. Throws <see cref="FormatException"/> on anything else.</summary>
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

    public static Observation From(DataValue document) =>
        document is DataValue.Map map
            && map["id"] is DataValue.Text id
            && map["type"] is DataValue.Text type
            && map["at"] is DataValue.Number at
            && map["rx"] is DataValue.Number rx
            && map["fp"] is DataValue.Text fingerprint
            && map["content"] is DataValue.Map content
            ? new Observation
            {
                Id = ObservationId.Parse(id.Value),
                Type = type.Value,
                ObservedAt = DateTimeOffset.FromUnixTimeMilliseconds((long)at.Value),
                ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds((long)rx.Value),
                Fingerprint = fingerprint.Value,
                Content = content,
                Meta = map["meta"] as DataValue.Map,
            }
            : throw new FormatException("not a stored observation");
}
