using System.Text.Json;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Explaining;

/// <summary>
/// Where an explanation is written to, and how much of it may be. A mapper of a megabyte that shares its nodes by aliases explains itself in
/// gigabytes: past the limit the writers stop, and what is there is thrown away.
/// </summary>
internal sealed class ExplanationWriter(Utf8JsonWriter json, long limit)
{
    public Utf8JsonWriter Json { get; } = json;

    public bool IsFull => Json.BytesCommitted + Json.BytesPending > limit;

    public void Value(string name, DataValue? value)
    {
        if (value is not null && !IsFull)
        {
            Json.WritePropertyName(name);
            DataValueJson.Write(Json, value);
        }
    }
}
