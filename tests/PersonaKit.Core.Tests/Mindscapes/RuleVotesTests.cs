using System.Text;
using CsCheck;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Observations;
using static PersonaKit.Core.Tests.Mindscapes.Observed;

namespace PersonaKit.Core.Tests.Mindscapes;

/// <summary>Which votes are kept: a question of their set, whatever came in between, before or twice.</summary>
public class RuleVotesTests
{
    private static readonly DateTimeOffset Base = At("2026-01-01T00:00:00Z");

    // One rule that overflows, others that do not, few instants and so many ties.
    private static readonly Gen<Observation[]> Votes = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 200], Gen.Bool).Array[1, 700].Select(items => items
        .Select((item, i) => Vote(item.Item1 < 8 ? "often" : $"rule-{item.Item1}", item.Item3, $"{Base.AddMinutes(item.Item2):O}", $"v{i}"))
        .ToArray());

    [Fact]
    public void In_any_order_and_any_batches_the_same_votes_stay_to_the_last_stored_byte() =>
        Gen.Select(Votes, Gen.Int).Sample((votes, seed) =>
        {
            var random = new Random(seed);
            var shuffled = votes.ToArray();
            random.Shuffle(shuffled);
            var folded = Mindscape.Empty(Person, Shipped.Catalog);
            for (var done = 0; done < shuffled.Length;)
            {
                var batch = shuffled.AsSpan(done, Math.Min(random.Next(1, 90), shuffled.Length - done)).ToArray();
                done += batch.Length;
                folded = MindscapeDocument.Read(MindscapeDocument.Write(MindscapeFold.TryApply(folded, batch, Shipped.Catalog)!), Shipped.Catalog);
            }

            return Stored(folded) == Stored(Fold(votes));
        }, iter: 60);

    [Fact]
    public void Of_each_rule_the_newest_are_kept_and_none_of_another_rule_goes_for_them()
    {
        var many = Enumerable.Range(0, 300).Select(i => Vote("often", true, $"{Base.AddMinutes(i):O}", $"v{i}"));
        var mindscape = Fold([.. many, Vote("once", false, "2020-01-01T00:00:00Z", "old")]);

        Assert.Equal(Enumerable.Range(44, RuleVotes.MaxPerRule).Select(i => $"v{i}"), mindscape.Votes.Of("daily_work_optimizer", "often").Select(vote => vote.Id.Value));
        Assert.Single(mindscape.Votes.Of("daily_work_optimizer", "once"));
    }

    [Fact]
    public void A_client_in_a_loop_keeps_the_newest_of_all_rules_in_whatever_order_it_sends_them()
    {
        var votes = Enumerable.Range(0, 9000).Select(i => Vote($"rule-{i % 40}", true, $"{Base.AddMinutes(i):O}", $"v{i}")).ToArray();
        var shuffled = votes.ToArray();
        new Random(5).Shuffle(shuffled);
        var folded = shuffled.Chunk(1700).Aggregate(Mindscape.Empty(Person, Shipped.Catalog), (mindscape, batch) => MindscapeFold.TryApply(mindscape, batch, Shipped.Catalog)!);

        Assert.Equal(
            Enumerable.Range(9000 - RuleVotes.MaxPerPerson, RuleVotes.MaxPerPerson).Select(i => $"v{i}").Order(),
            folded.Votes.All.SelectMany(entry => entry.Votes).Select(vote => vote.Id.Value).Order());
        Assert.Equal(Stored(Fold(votes)), Stored(folded));
        Assert.InRange(Stored(folded).Length, 50_000, RuleVotes.MaxBytesPerPerson);
    }

    [Theory]
    [InlineData("r")]
    [InlineData("\u4e2d")]
    [InlineData("\ud83d\ude00")]
    [InlineData("\\\"")]
    public void However_long_the_names_are_the_votes_fit_the_document_and_the_newest_stay_in_whatever_order_they_come(string character)
    {
        var name = string.Concat(Enumerable.Repeat(character, 120 / character.Length));
        var votes = Enumerable.Range(0, 3000).Select(i => Vote($"{name}-{i % 2500}", true, $"{Base.AddMinutes(i):O}", $"v{i}".PadRight(i % 3 == 0 ? 5 : 64, '_'))).ToArray();
        var shuffled = votes.ToArray();
        new Random(5).Shuffle(shuffled);
        var folded = shuffled.Chunk(700).Aggregate(Mindscape.Empty(Person, Shipped.Catalog), (mindscape, batch) => MindscapeFold.TryApply(mindscape, batch, Shipped.Catalog)!);

        Assert.Equal(Stored(Fold(votes)), Stored(folded));
        Assert.InRange(Encoding.UTF8.GetByteCount(Stored(folded)), 50_000, RuleVotes.MaxBytesPerPerson);
        var kept = folded.Votes.All.SelectMany(entry => entry.Votes).Order().Select(vote => vote.Id).ToList();
        Assert.InRange(kept.Count, 100, RuleVotes.MaxPerPerson);
        Assert.Equal(votes[^kept.Count..].Select(vote => vote.Id), kept);
    }

    [Fact]
    public void A_mindscape_without_votes_is_stored_as_it_always_was()
    {
        Assert.DoesNotContain("votes", Stored(Fold(Energy("low", "2026-01-20T09:00:00Z"))), StringComparison.Ordinal);
        Assert.EndsWith(
            "\"traits\":{},\"votes\":{\"daily_work_optimizer\":{\"r\":[[1768899600000,\"f1\",1]]}}}",
            Stored(Fold(Vote("r", true, "2026-01-20T09:00:00Z", "f1"))),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"m":{"r":[[1,"f1"]]}}""")]
    [InlineData("""{"m":{"r":[[1,"f1",2]]}}""")]
    [InlineData("""{"m":{"r":[[1,"f 1",1]]}}""")]
    [InlineData("""{"m":[]}""")]
    public void What_is_no_stored_vote_is_a_format_error(string votes)
    {
        var stored = Stored(Fold(Vote("r", true, "2026-01-20T09:00:00Z", "f1")));
        var place = stored.IndexOf("\"votes\":", StringComparison.Ordinal) + "\"votes\":".Length;
        Assert.Throws<FormatException>(() => MindscapeDocument.Read(Encoding.UTF8.GetBytes($"{stored[..place]}{votes}}}"), Shipped.Catalog));
    }

    [Fact]
    public void Another_catalog_forgets_the_traits_and_no_vote()
    {
        var other = Shipped.Parse(Shipped.Text("traits.yaml") + "\n# another\n" + "  x_only_here:\n    fields: { a: text }\n");
        var mindscape = Fold(Energy("low", "2026-01-20T09:00:00Z"), Vote("r", true, "2026-01-20T09:00:00Z", "f1"));

        var read = MindscapeDocument.Read(MindscapeDocument.Write(mindscape), other);

        Assert.NotEqual(Shipped.Catalog.Hash, other.Hash);
        Assert.Empty(read.Traits.All);
        Assert.Equal(mindscape.Votes.Of("daily_work_optimizer", "r").ToArray(), read.Votes.Of("daily_work_optimizer", "r").ToArray());
    }

    private static string Stored(Mindscape mindscape) => Encoding.UTF8.GetString(MindscapeDocument.Write(mindscape));
}
