using System.Text.Json;
using PersonaKit.Api.Problems;
using PersonaKit.Language.Review;

namespace PersonaKit.Api.Mappers;

/// <summary>What is wrong with a text, and what is allowed and hardly meant.</summary>
internal static class ValidationJson
{
    public static void Write(Utf8JsonWriter writer, MapperReview found)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("valid"u8, found.Errors.IsEmpty);
        DiagnosticJson.Write(writer, "errors", found.Errors);
        DiagnosticJson.Write(writer, "warnings", found.Warnings);
        writer.WriteEndObject();
    }
}
