using System.Text.Json;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Stored;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;

namespace PersonaKit.Core.Mindscapes;

/// <summary>
/// The stored shape of a trait's statistics: what every kind keeps, then what only its own does. Its kind and half-life are the
/// catalog's, whose hash is stored with the mindscape.
/// </summary>
internal static class StoredTrait
{
    public static void Write(Utf8JsonWriter writer, TraitState state)
    {
        writer.WriteStartObject();
        writer.WriteNumber("n", state.Count);
        writer.WriteNumber("first", state.First.ToUnixTimeMilliseconds());
        writer.WriteNumber("last", state.Last.ToUnixTimeMilliseconds());
        writer.WriteString("e", StoredSum.Write(state.Total));
        writer.WriteStartArray("trail");
        foreach (var step in state.Trail.Steps)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(step.At.ToUnixTimeMilliseconds());
            writer.WriteStringValue(step.Id.Value);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        state.WriteOwn(writer);
        writer.WriteEndObject();
    }

    public static TraitState Read(string key, StoredNode node, TraitCatalog catalog)
    {
        var definition = catalog.FindDefinition(key) ?? throw new FormatException($"the catalog knows no trait {key}");
        var state = definition.Kind.Start(definition).ReadOwn(node) with
        {
            Count = node.Long("n"),
            First = node.Instant("first"),
            Last = node.Instant("last"),
            Total = StoredSum.Read(node.Text("e")),
            Trail = new EvidenceTrail([.. node.Node("trail").Items.Select(item =>
            {
                var parts = item.Tuple(2);
                return new EvidenceTrail.Step(parts[0].AsInstant(), ObservationId.Parse(parts[1].AsText()));
            })]),
        };
        return state.IsConsistent ? state : throw new FormatException($"the parts of the stored trait {key} contradict each other");
    }
}
