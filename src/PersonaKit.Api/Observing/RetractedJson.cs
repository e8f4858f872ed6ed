using System.Text.Json;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Observing;

namespace PersonaKit.Api.Observing;

/// <summary>The answer to a retraction: the receipt, and what became of the observation.</summary>
internal static class RetractedJson
{
    public static void Write(Utf8JsonWriter writer, ObservationId id, Receipt receipt)
    {
        writer.WriteStartObject();
        writer.WriteString("receipt"u8, receipt.ToString());
        writer.WriteString("id"u8, id.Value);
        writer.WriteString("status"u8, "retracted"u8);
        writer.WriteEndObject();
    }
}
