using System.Text;
using System.Text.Json;
using PersonaKit.Core.Values;

namespace PersonaKit.Api.WhatIf;

/// <summary>The text of a mapper that a body holds: YAML or JSON as text, or the mapper itself as an object.</summary>
internal static class MapperText
{
    /// <summary>Null for what is neither. An object is written out with a line for each key, so that the place of a fault means something to its author.</summary>
    public static string? Of(DataValue mapper)
    {
        switch (mapper)
        {
            case DataValue.Text text:
                return text.Value;
            case DataValue.Map:
                using (var buffer = new MemoryStream())
                {
                    using (var writer = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions with { Indented = true }))
                    {
                        DataValueJson.Write(writer, mapper);
                    }

                    return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
                }

            default:
                return null;
        }
    }
}
