using System.Text.Json;
using PersonaKit.Core.Time;

namespace PersonaKit.Core.Mindscapes;

/// <summary>Says of a mindscape or a persona that it looks back, and how far; of any other it says nothing.</summary>
public static class HistoryCutJson
{
    public static void Write(Utf8JsonWriter writer, HistoryCut? cut)
    {
        if (cut?.AsOf is { } asOf)
        {
            writer.WriteString("as_of"u8, Instants.Format(asOf));
        }

        if (cut?.KnownAt is { } knownAt)
        {
            writer.WriteString("known_at"u8, Instants.Format(knownAt));
        }
    }
}
