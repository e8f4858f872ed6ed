using System.Collections.Immutable;
using System.Text.Json;
using PersonaKit.Core.Mindscapes.Stored;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>
/// The stored shape of a tally of words: each word with its sum, its count and when it came last; or, where only the newest mentions count, each of them
/// with its instant, its word and its weight.
/// </summary>
internal static class StoredTally
{
    public static void Write(Utf8JsonWriter writer, WordTally tally)
    {
        if (!tally.Newest.IsDefault)
        {
            WriteMentions(writer, tally.Newest);
            return;
        }

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

    public static WordTally Read(StoredNode node) => node.Has("mentions") ? ReadMentions(node.Node("mentions")) : new([.. node.Node("words").Entries.Select(entry =>
    {
        var parts = entry.Value.Tuple(3);
        return new WordTally.Word(entry.Key, StoredSum.Read(parts[0].AsText()), parts[1].AsLong(), parts[2].AsInstant());
    })], default);

    private static void WriteMentions(Utf8JsonWriter writer, ImmutableArray<WordTally.Mention> mentions)
    {
        writer.WriteStartArray("mentions");
        foreach (var mention in mentions)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(mention.At.ToUnixTimeMilliseconds());
            writer.WriteStringValue(mention.Text);
            writer.WriteNumberValue(mention.Weight.Index);
            writer.WriteNumberValue(mention.Weight.Amount);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static WordTally ReadMentions(StoredNode node) => new([], [.. node.Items.Select(item =>
    {
        var parts = item.Tuple(4);
        return new WordTally.Mention(parts[0].AsInstant(), parts[1].AsText(), new EvidenceWeight(parts[2].AsLong(), parts[3].AsLong()));
    })]);
}
