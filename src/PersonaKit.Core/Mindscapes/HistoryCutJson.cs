using System.Text.Json;
using PersonaKit.Core.Time;

namespace PersonaKit.Core.Mindscapes;

/// <summary>Writes the members <c>as_of</c> and <c>known_at</c> of a mindscape or a persona that reflects a part of the history.</summary>
public static class HistoryCutJson
{
    /// <summary>Writes the bounds that are set into the object that is open; nothing when <paramref name="cut"/> is null.</summary>
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
