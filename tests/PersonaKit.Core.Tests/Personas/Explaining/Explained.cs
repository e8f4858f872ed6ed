using System.Buffers;
using System.Text;
using System.Text.Json;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Explaining;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Personas.Projection;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Tests.Personas.Explaining;

/// <summary>Explanations as their readers get them.</summary>
internal static class Explained
{
    public static (ProjectionOutcome Outcome, JsonElement Json) Of(Mindscape mindscape, MapperProgram mapper, DateTimeOffset at, PersonaContext? context = null)
    {
        var explained = PersonaProjection.Explain(mindscape, mapper, 3, context ?? PersonaContext.Empty, at);
        return (explained.Outcome, JsonDocument.Parse(Write(explained.Explanation)).RootElement);
    }

    public static JsonElement Json(Mindscape mindscape, MapperProgram mapper, DateTimeOffset at, PersonaContext? context = null) => Of(mindscape, mapper, at, context).Json;

    public static string Write(PersonaExplanation explanation)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions))
        {
            Assert.True(PersonaExplanationJson.TryWrite(json, explanation, 16 * 1024 * 1024));
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static JsonElement Rule(this JsonElement explanation, int index) => explanation.GetProperty("rules")[index];

    public static JsonElement Node(this JsonElement explanation, int rule) => explanation.Rule(rule).GetProperty("condition");

    public static string? Text(this JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : null;
}
