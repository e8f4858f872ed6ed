using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Values;
using static PersonaKit.Core.Tests.Mindscapes.Observed;

namespace PersonaKit.Core.Tests.Mindscapes;

/// <summary>What a trait says at its edges: equal evidence, more words or samples than it keeps, a trend of exactly a tenth.</summary>
public class TraitBoundTests
{
    private const int Kept = 256;
    private const int Samples = 64;

    private static readonly DateTimeOffset Base = At("2026-01-20T08:00:00Z");

    /// <summary>So slow that evidence of one day counts the same to the last bit.</summary>
    private static readonly TraitCatalog Slow = Shipped.Parse("""
        traits:
          word: { kind: category, half_life: 3650d, resolution: 1d }
          tags: { kind: tags, half_life: 3650d, resolution: 1d }
          number: { kind: quantity, half_life: 3650d, resolution: 1d }
        observations: {}
        """);

    [Theory]
    [InlineData("alpha", "zeta")]
    [InlineData("zeta", "alpha")]
    public void Of_two_words_with_the_same_evidence_the_one_seen_last_wins(string first, string last)
    {
        Assert.Equal(DataValue.Of(last), Folded("word", $"\"{first}\"", $"\"{last}\"").Find("word")!.Value);
        Assert.Equal($"{last}, {first}", Folded("tags", $"[\"{first}\"]", $"[\"{last}\"]").Find("tags")!.Value.ToDisplayText());
    }

    [Fact]
    public void Of_two_words_with_the_same_evidence_seen_at_once_the_first_in_ordinal_order_wins()
    {
        var (zeta, alpha) = (Assertion("word", "\"zeta\"", $"{Base:O}"), Assertion("word", "\"alpha\"", $"{Base:O}"));
        Assert.Equal(DataValue.Of("alpha"), MindscapeFold.Rebuild(Person, [zeta, alpha], Slow).Traits.Find("word")!.Value);
    }

    [Fact]
    public void Of_more_words_than_are_kept_the_newest_mentions_count_and_no_older_one()
    {
        string[] words = [.. Enumerable.Range(0, Kept + 3).Select(i => $"w{i:d3}")];
        var traits = Folded("word", [.. words.Select(word => $"\"{word}\"")]);
        Assert.Equal(words[3..].Order(StringComparer.Ordinal), Shares(traits).Order(StringComparer.Ordinal));

        // Seen before all that are kept: it changes nothing, however late it arrives.
        var late = MindscapeFold.Rebuild(
            Person, [.. words.Select((word, i) => Assertion("word", $"\"{word}\"", $"{Base.AddMinutes(i):O}")), Assertion("word", "\"late\"", $"{Base.AddMinutes(-1):O}")], Slow);
        Assert.Equal(words[3..].Order(StringComparer.Ordinal), Shares(late.Traits).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Exactly_as_many_words_as_are_kept_all_count() =>
        Assert.Equal(Kept, Shares(Folded("word", [.. Enumerable.Range(0, Kept).Select(i => $"\"w{i}\"")])).Count());

    [Fact]
    public void Percentiles_and_the_last_value_are_of_the_newest_samples_and_extremes_of_all()
    {
        // Older ones are large: a median that counted them would be, too.
        var traits = Folded("number", [.. Enumerable.Range(0, Samples + 40).Select(i => i < 40 ? "1000" : $"{i - 40}")]);
        var number = traits.Find("number")!;
        Assert.Equal(DataValue.Of(31.5), number.Descend(["p50"]));
        Assert.Equal(DataValue.Of(63), number.Descend(["last"]));
        Assert.Equal(DataValue.Of(1000), number.Descend(["max"]));
        Assert.Equal(DataValue.Of(0), number.Descend(["min"]));
    }

    [Theory]
    [InlineData("100 100 110 110", "steady")]
    [InlineData("100 100 110 110.1", "rising")]
    [InlineData("100 100 90 90", "steady")]
    [InlineData("100 100 90 89.9", "falling")]
    [InlineData("-100 -100 -110 -110", "steady")]
    [InlineData("-100 -100 -110 -110.1", "falling")]
    [InlineData("0 0 0 0", "steady")]
    [InlineData("100 500 900", "steady")]
    [InlineData("100 100 500 110 110", "steady")]
    [InlineData("100 100 0 120 120", "rising")]
    public void More_than_a_tenth_between_the_older_and_the_newer_half_is_a_trend(string values, string trend) =>
        Assert.Equal(DataValue.Of(trend), Folded("number", values.Split(' ')).Find("number")!.Descend(["trend"]));

    /// <summary>One assertion a minute.</summary>
    private static TraitSet Folded(string trait, params string[] values) => MindscapeFold.Rebuild(
        Person, [.. values.Select((value, i) => Assertion(trait, value, $"{Base.AddMinutes(i):O}"))], Slow).Traits;

    private static IEnumerable<string> Shares(TraitSet traits) => ((DataValue.Map)traits.Find("word")!.Descend(["share"])!).Entries.Select(entry => entry.Key);
}
