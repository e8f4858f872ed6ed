using System.Collections.Immutable;
using System.Text.Json;
using PersonaKit.Language.Sources;

namespace PersonaKit.Api.Problems;

/// <summary>What is wrong with a text, with line and column, both counted from 1.</summary>
internal static class DiagnosticJson
{
    /// <summary>Nobody reads more, and a text of nothing but mistakes would be answered by megabytes of them.</summary>
    public const int Most = 500;

    public static void Write(Utf8JsonWriter writer, string name, ImmutableArray<Diagnostic> faults)
    {
        writer.WriteStartArray(name);
        WriteItems(writer, faults);
        writer.WriteEndArray();
    }

    public static void WriteItems(Utf8JsonWriter writer, ImmutableArray<Diagnostic> faults)
    {
        foreach (var fault in faults.AsSpan()[..Math.Min(faults.Length, Most)])
        {
            WriteFault(writer, fault.Line, fault.Column, fault.Message);
        }

        if (faults.Length > Most)
        {
            WriteFault(writer, faults[Most].Line, faults[Most].Column, $"and {faults.Length - Most} more from here on");
        }
    }

    private static void WriteFault(Utf8JsonWriter writer, int line, int column, string message)
    {
        writer.WriteStartObject();
        writer.WriteNumber("line"u8, line);
        writer.WriteNumber("column"u8, column);
        writer.WriteString("message"u8, message);
        writer.WriteEndObject();
    }
}
