using System.Text.Json;
using PersonaKit.Core.Mindscapes.Stored;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>The stored shape of a tally of words: each word with its sum, its count and when it came last.</summary>
internal static class StoredTally
{
    public static void Write(Utf8JsonWriter writer, WordTally tally)
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

    public static WordTally Read(StoredNode node) => new([.. node.Node("words").Entries.Select(entry =>
    {
        var parts = entry.Value.Tuple(3);
        return new WordTally.Word(entry.Key, StoredSum.Read(parts[0].AsText()), parts[1].AsLong(), parts[2].AsInstant());
    })]);
}
