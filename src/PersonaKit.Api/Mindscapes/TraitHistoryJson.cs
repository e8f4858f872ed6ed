using System.Text.Json;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Api.Mindscapes;

/// <summary>A trait's history as its readers get it.</summary>
internal static class TraitHistoryJson
{
    public static void Write(Utf8JsonWriter writer, PersonId personId, TraitPath path, DateTimeOffset? from, DateTimeOffset to, TraitHistory history)
    {
        writer.WriteStartObject();
        writer.WriteString("person_id"u8, personId.Value);
        writer.WriteString("path"u8, path.Text);
        writer.WriteString("kind"u8, history.Kind.Name);
        if (from is { } start)
        {
            writer.WriteString("from"u8, Instants.Format(start));
        }

        writer.WriteString("to"u8, Instants.Format(to));
        writer.WriteNumber("changes"u8, history.Changes);
        writer.WriteStartArray("points"u8);
        foreach (var moment in history.Points)
        {
            Write(writer, moment);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, TraitMoment moment)
    {
        writer.WriteStartObject();
        writer.WriteString("at"u8, Instants.Format(moment.At));
        if (moment.Value is { } value)
        {
            writer.WritePropertyName("value"u8);
            DataValueJson.Write(writer, value);
        }

        writer.WriteNumber("confidence"u8, moment.Confidence);
        if (moment.IsFaded)
        {
            writer.WriteBoolean("faded"u8, true);
        }

        if (!moment.ObservationIds.IsEmpty)
        {
            writer.WriteStartArray("observation_ids"u8);
            foreach (var id in moment.ObservationIds)
            {
                writer.WriteStringValue(id.Value);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
