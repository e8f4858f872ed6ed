using System.Buffers;
using System.Text;
using System.Text.Json;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Previewing;

/// <summary>Writes a previewed day as JSON.</summary>
internal static class DayJson
{
    public static string Of(IReadOnlyList<DaySlice> slices, Mindscape evening, MapperProgram mapper, LocalZone zone)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("person_id", evening.PersonId.Value);
            writer.WriteString("mapper_id", mapper.Id.Value);
            writer.WriteString("time_zone", zone.Id);
            writer.WriteStartArray("slices");
            foreach (var slice in slices)
            {
                Write(writer, slice);
            }

            writer.WriteEndArray();
            writer.WriteStartObject("traits");
            foreach (var trait in evening.Traits.All)
            {
                Write(writer, trait, slices[^1].Until);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, DaySlice slice)
    {
        writer.WriteStartObject();
        writer.WriteString("from", Instants.Format(slice.From));
        writer.WriteString("until", Instants.Format(slice.Until));
        writer.WritePropertyName("suggestions");
        DataValueJson.Write(writer, slice.Suggestions);
        if (!slice.MissingTraits.IsEmpty)
        {
            writer.WriteStartArray("missing_traits");
            foreach (var path in slice.MissingTraits)
            {
                writer.WriteStringValue(path);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PublishedTrait trait, DateTimeOffset at)
    {
        writer.WriteStartObject(trait.Key);
        writer.WritePropertyName("value");
        DataValueJson.Write(writer, trait.Value);
        writer.WriteNumber("confidence", trait.Confidence.At(at));
        if (trait.Confidence.IsFadedAt(at))
        {
            writer.WriteBoolean("faded", true);
        }

        writer.WriteEndObject();
    }
}
