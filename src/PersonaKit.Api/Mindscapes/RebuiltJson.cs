using System.Text.Json;
using PersonaKit.Engine.Folding;

namespace PersonaKit.Api.Mindscapes;

/// <summary>The answer to a rebuild.</summary>
internal static class RebuiltJson
{
    public static void Write(Utf8JsonWriter writer, RebuildOutcome.Rebuilt rebuilt)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version"u8, rebuilt.Version.Value);
        writer.WriteBoolean("changed"u8, rebuilt.Changed);
        writer.WriteNumber("observations"u8, rebuilt.Observations);
        writer.WriteEndObject();
    }
}
