using System.Buffers;
using System.Text;
using System.Text.Json;
using PersonaKit.Core.Values;

namespace PersonaKit.Language.Schemas;

/// <summary>A schema as the file that editors load.</summary>
internal static class SchemaText
{
    private static readonly JsonWriterOptions Indented = DataValueJson.WriterOptions with { Indented = true, NewLine = "\n" };

    public static string Of(DataValue.Map schema)
    {
        var buffer = new ArrayBufferWriter<byte>(32 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            DataValueJson.Write(writer, schema);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }
}
