using System.Buffers;
using System.Text.Json;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Explaining;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Previewing;

/// <summary>A persona as a host sends it with <c>view=explain</c>: the same bytes plus the member <c>explanation</c>.</summary>
internal static class PersonaWithReasons
{
    public static byte[] Write(Persona persona, PersonaExplanation? explanation)
    {
        var plain = PersonaJson.Write(persona);
        if (explanation is null)
        {
            return plain;
        }

        var body = new ArrayBufferWriter<byte>(64 * 1024);
        body.Write(plain.AsSpan()[..^1]);
        body.Write(",\"explanation\":"u8);
        using (var json = new Utf8JsonWriter(body, DataValueJson.WriterOptions))
        {
            PersonaExplanationJson.TryWrite(json, explanation, long.MaxValue);
        }

        body.Write("}"u8);
        return body.WrittenSpan.ToArray();
    }
}
