using System.Collections.Immutable;
using System.Text.Json;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Api.Observing;

/// <summary>A page of accepted observations, newest first.</summary>
internal static class ObservationListJson
{
    public static void Write(Utf8JsonWriter writer, ImmutableArray<AcceptedObservation> page, string? next)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("observations"u8);
        foreach (var accepted in page)
        {
            Write(writer, accepted);
        }

        writer.WriteEndArray();
        if (next is not null)
        {
            writer.WriteString("next_cursor"u8, next);
        }

        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, AcceptedObservation accepted)
    {
        var observation = accepted.Observation;
        writer.WriteStartObject();
        writer.WriteString("id"u8, observation.Id.Value);
        writer.WriteString("type"u8, observation.Type);
        writer.WriteString("observed_at"u8, Instants.Format(observation.ObservedAt));
        writer.WriteString("received_at"u8, Instants.Format(observation.ReceivedAt));
        if (observation.Corrects is { } corrects)
        {
            writer.WriteString("corrects"u8, corrects.Value);
        }

        if (observation.IsForgotten)
        {
            writer.WriteBoolean("retracted"u8, true);
        }
        else
        {
            WriteSaid(writer, observation);
        }

        writer.WriteNumber("number"u8, accepted.Number);
        writer.WriteEndObject();
    }

    private static void WriteSaid(Utf8JsonWriter writer, Observation observation)
    {
        writer.WritePropertyName("content"u8);
        DataValueJson.Write(writer, observation.Content);
        if (observation.Meta is { } meta)
        {
            writer.WritePropertyName("meta"u8);
            DataValueJson.Write(writer, meta);
        }
    }
}
