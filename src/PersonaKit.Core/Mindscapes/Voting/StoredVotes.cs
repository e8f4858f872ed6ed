using System.Text.Json;
using PersonaKit.Core.Mindscapes.Stored;
using PersonaKit.Core.Observations;

namespace PersonaKit.Core.Mindscapes.Voting;

/// <summary>The stored shape of the votes: by mapper, by rule, each vote as its instant, its id and −1, 0 or 1.</summary>
internal static class StoredVotes
{
    public static void Write(Utf8JsonWriter writer, RuleVotes votes)
    {
        writer.WriteStartObject("votes");
        foreach (var mapper in votes.All.GroupBy(entry => entry.Rule.MapperId))
        {
            writer.WriteStartObject(mapper.Key);
            foreach (var (rule, cast) in mapper)
            {
                writer.WriteStartArray(rule.RuleId);
                foreach (var vote in cast)
                {
                    writer.WriteStartArray();
                    writer.WriteNumberValue(vote.At.ToUnixTimeMilliseconds());
                    writer.WriteStringValue(vote.Id.Value);
                    writer.WriteNumberValue((int)vote.Verdict);
                    writer.WriteEndArray();
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    public static RuleVotes Read(StoredNode node) => RuleVotes.Empty.With(
        from mapper in node.Entries
        from rule in mapper.Value.Entries
        from item in rule.Value.Items
        select (new RuleKey(mapper.Key, rule.Key), ReadVote(item)));

    private static RuleVote ReadVote(StoredNode item)
    {
        var parts = item.Items.ToArray();
        return parts is [var at, var id, var verdict] && verdict.AsLong() is >= (int)Verdict.Unhelpful and <= (int)Verdict.Helpful and var said
            ? new RuleVote(at.AsInstant(), ObservationId.Parse(id.AsText()), (Verdict)said)
            : throw new FormatException("not a stored vote");
    }
}
