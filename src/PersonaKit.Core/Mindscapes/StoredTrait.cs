using System.Collections.Immutable;
using System.Text.Json;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Stored;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes;

/// <summary>The stored shape of a trait's statistics. Its kind and half-life are the catalog's, whose hash is stored with the mindscape.</summary>
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
        WriteKind(writer, state);
        writer.WriteEndObject();
    }

    public static TraitState Read(string key, StoredNode node, TraitCatalog catalog)
    {
        var definition = catalog.FindDefinition(key) ?? throw new FormatException($"the catalog knows no trait {key}");
        return ReadKind(TraitState.Start(definition), node) with
        {
            Count = node.Long("n"),
            First = node.Instant("first"),
            Last = node.Instant("last"),
            Total = StoredSum.Read(node.Text("e")),
            Trail = new EvidenceTrail([.. node.Node("trail").Items.Select(item =>
            {
                var parts = item.Items.ToArray();
                return new EvidenceTrail.Step(parts[0].AsInstant(), ObservationId.Parse(parts[1].AsText()));
            })]),
        };
    }

    private static void WriteKind(Utf8JsonWriter writer, TraitState state)
    {
        switch (state)
        {
            case QuantityState quantity:
                writer.WriteString("ex", StoredSum.Write(quantity.Weighted));
                writer.WriteString("ex2", StoredSum.Write(quantity.Squares));
                writer.WriteNumber("min", quantity.Min);
                writer.WriteNumber("max", quantity.Max);
                WriteSamples(writer, quantity.Samples);
                break;
            case CategoryState category:
                WriteWords(writer, category.Tally);
                break;
            case TagsState tags:
                WriteWords(writer, tags.Tally);
                break;
            case RhythmState rhythm:
                WriteHours(writer, rhythm.ByHour);
                break;
            case FactState fact:
                writer.WritePropertyName("value");
                DataValueJson.Write(writer, fact.Value);
                break;
        }
    }

    private static TraitState ReadKind(TraitState state, StoredNode node) => state switch
    {
        QuantityState quantity => quantity with
        {
            Weighted = StoredSum.Read(node.Text("ex")),
            Squares = StoredSum.Read(node.Text("ex2")),
            Min = node.Double("min"),
            Max = node.Double("max"),
            Samples = [.. node.Node("samples").Items.Select(item =>
            {
                var parts = item.Items.ToArray();
                return new QuantityState.Sample(parts[0].AsInstant(), ObservationId.Parse(parts[1].AsText()), parts[2].AsDouble());
            })],
        },
        CategoryState category => category with { Tally = ReadWords(node) },
        TagsState tags => tags with { Tally = ReadWords(node) },
        RhythmState rhythm => rhythm with { ByHour = ReadHours(node) },
        FactState fact => fact with { Value = node.Data("value") },
        _ => throw new FormatException($"no stored shape for {state.GetType().Name}"),
    };

    private static void WriteSamples(Utf8JsonWriter writer, ImmutableArray<QuantityState.Sample> samples)
    {
        writer.WriteStartArray("samples");
        foreach (var sample in samples)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(sample.At.ToUnixTimeMilliseconds());
            writer.WriteStringValue(sample.Id.Value);
            writer.WriteNumberValue(sample.Value);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WriteWords(Utf8JsonWriter writer, WordTally tally)
    {
        writer.WriteStartObject("words");
        foreach (var word in tally.Words)
        {
            writer.WriteStartArray(word.Text);
            writer.WriteStringValue(StoredSum.Write(word.Sum));
            writer.WriteNumberValue(word.Count);
            writer.WriteNumberValue(word.Last.ToUnixTimeMilliseconds());
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static WordTally ReadWords(StoredNode node) => new([.. node.Node("words").Entries.Select(entry =>
    {
        var parts = entry.Value.Items.ToArray();
        return new WordTally.Word(entry.Key, StoredSum.Read(parts[0].AsText()), parts[1].AsLong(), parts[2].AsInstant());
    })]);

    private static void WriteHours(Utf8JsonWriter writer, ImmutableArray<RhythmState.Hour> hours)
    {
        writer.WriteStartObject("hours");
        for (var hour = 0; hour < hours.Length; hour++)
        {
            if (!hours[hour].Sum.IsEmpty)
            {
                writer.WriteStartArray(hour.ToString());
                writer.WriteStringValue(StoredSum.Write(hours[hour].Sum));
                writer.WriteStringValue(StoredSum.Write(hours[hour].Weighted));
                writer.WriteEndArray();
            }
        }

        writer.WriteEndObject();
    }

    private static ImmutableArray<RhythmState.Hour> ReadHours(StoredNode node)
    {
        var hours = new RhythmState.Hour[RhythmState.Hours];
        Array.Fill(hours, RhythmState.Hour.Empty);
        foreach (var (key, value) in node.Node("hours").Entries)
        {
            var parts = value.Items.ToArray();
            hours[int.Parse(key)] = new RhythmState.Hour(StoredSum.Read(parts[0].AsText()), StoredSum.Read(parts[1].AsText()));
        }

        return [.. hours];
    }
}
