using System.Text.Json;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Explaining;
using PersonaKit.Core.Time;
using PersonaKit.Engine.WhatIf;

namespace PersonaKit.Api.WhatIf;

/// <summary>What a mapper would say.</summary>
internal static class PreviewJson
{
    /// <summary>Builds the personas while it writes them; false as soon as they come to more bytes than <paramref name="limit"/>.</summary>
    public static bool TryWrite(Utf8JsonWriter writer, ParsedMapper mapper, PreviewOutcome.Built built, long limit)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("mapper"u8);
        writer.WriteString("id"u8, mapper.Program.Id.Value);
        if (mapper.Revision is { } revision)
        {
            writer.WriteNumber("revision"u8, revision);
        }

        writer.WriteString("name"u8, mapper.Program.Name);
        writer.WriteEndObject();
        writer.WriteString("time_zone"u8, built.Mindscape.Zone.Id);
        writer.WriteStartArray("personas"u8);
        foreach (var persona in built.Personas)
        {
            writer.WriteStartObject();
            writer.WriteString("at"u8, Instants.Format(persona.At));
            Write(writer, persona.Outcome);
            if (persona.Explanation is { } explanation)
            {
                writer.WritePropertyName("explanation"u8);
                if (!PersonaExplanationJson.TryWrite(writer, explanation, limit))
                {
                    return false;
                }
            }

            writer.WriteEndObject();
            if (writer.BytesCommitted + writer.BytesPending > limit)
            {
                return false;
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        return true;
    }

    private static void Write(Utf8JsonWriter writer, ProjectionOutcome outcome)
    {
        switch (outcome)
        {
            case ProjectionOutcome.Built built:
                writer.WritePropertyName("persona"u8);
                writer.WriteRawValue(PersonaJson.Write(built.Persona.AsPreview()), skipInputValidation: true);
                break;
            case ProjectionOutcome.MissingTraits missing:
                writer.WriteStartArray("missing_traits"u8);
                foreach (var path in missing.Paths)
                {
                    writer.WriteStringValue(path);
                }

                writer.WriteEndArray();
                break;
        }
    }
}
