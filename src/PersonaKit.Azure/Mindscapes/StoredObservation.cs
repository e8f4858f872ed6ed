using System.Text;
using System.Text.Json;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Documents;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// An observation inside a document: the engine's JSON with the sequence number in front. Cosmos DB stores numbers as doubles, so an
/// observation with more digits than a double holds is stored as text beside its id.
/// </summary>
internal static class StoredObservation
{
    /// <param name="observation">The observation to write.</param>
    /// <param name="number">Null for a patch, which gets its number only when it succeeds.</param>
    public static byte[] Write(Observation observation, long? number)
    {
        var body = ObservationDocument.Write(observation);
        if (!observation.Content.FitsDoubles || observation.Meta is { FitsDoubles: false })
        {
            body = Encoding.UTF8.GetBytes($$"""{"id":"{{observation.Id}}","text":"{{JsonEncodedText.Encode(body)}}"}""");
        }

        return number is null ? body : [.. Encoding.UTF8.GetBytes($$"""{"n":{{number}},"""), .. body.AsSpan(1)];
    }

    public static Observation Read(DataValue.Map item) =>
        item["text"] is DataValue.Text text ? ObservationDocument.Read(Encoding.UTF8.GetBytes(text.Value)) : ObservationDocument.From(item);

    public static long? NumberOf(DataValue.Map item) => item["n"] is DataValue.Number number ? (long)number.Value : null;
}
