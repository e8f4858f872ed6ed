using System.Text;
using CsCheck;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Decay;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Tests.Mindscapes;

/// <summary>P3: the traits depend on the set of observations, and on nothing else.</summary>
public class FoldPropertyTests
{
    [Fact]
    public void Any_order_gives_the_same_stored_mindscape_to_the_last_byte() =>
        Gen.Select(History.Any, Gen.Int).Sample((history, seed) =>
        {
            var shuffled = history.ToArray();
            new Random(seed).Shuffle(shuffled);
            return Stored(MindscapeFold.Rebuild(Observed.Person, history, Shipped.Catalog))
                == Stored(MindscapeFold.Rebuild(Observed.Person, shuffled, Shipped.Catalog));
        }, iter: 150);

    [Fact]
    public void Any_batching_gives_the_same_stored_mindscape_to_the_last_byte() =>
        Gen.Select(History.Any, Gen.Int).Sample((history, seed) =>
        {
            var random = new Random(seed);
            var shuffled = history.ToArray();
            random.Shuffle(shuffled);
            var folded = Mindscape.Empty(Observed.Person, Shipped.Catalog);
            for (var done = 0; done < shuffled.Length;)
            {
                var batch = shuffled.AsSpan(done, Math.Min(random.Next(1, 20), shuffled.Length - done)).ToArray();
                done += batch.Length;
                folded = MindscapeFold.TryApply(folded, batch, Shipped.Catalog)
                    ?? MindscapeFold.Rebuild(Observed.Person, shuffled[..done], Shipped.Catalog);
            }

            return Stored(folded) == Stored(MindscapeFold.Rebuild(Observed.Person, history, Shipped.Catalog));
        }, iter: 150);

    [Fact]
    public void Beyond_every_bound_any_order_and_batching_still_gives_the_same_stored_mindscape() =>
        Gen.Select(History.BeyondBounds, Gen.Int).Sample((history, seed) =>
        {
            var random = new Random(seed);
            var shuffled = history.ToArray();
            random.Shuffle(shuffled);
            var expected = Stored(MindscapeFold.Rebuild(Observed.Person, history, Wide));
            var folded = Mindscape.Empty(Observed.Person, Wide);
            for (var done = 0; done < shuffled.Length;)
            {
                var batch = shuffled.AsSpan(done, Math.Min(random.Next(1, 120), shuffled.Length - done)).ToArray();
                done += batch.Length;
                folded = MindscapeFold.TryApply(MindscapeDocument.Read(MindscapeDocument.Write(folded), Wide), batch, Wide)
                    ?? MindscapeFold.Rebuild(Observed.Person, shuffled[..done], Wide);
            }

            Assert.Equal(expected, Stored(MindscapeFold.Rebuild(Observed.Person, shuffled, Wide)));
            Assert.Equal(expected, Stored(folded));
        }, iter: 60);

    [Fact]
    public void A_word_that_returns_after_more_words_than_are_counted_has_the_same_evidence_in_any_order()
    {
        var words = Enumerable.Range(0, 300).Select(i => Observed.Assertion("free.word", $"\"w{i}\"", $"2026-01-{1 + (i / 24):00}T{i % 24:00}:00:00Z", id: $"o{i}")).ToList();
        var usual = Enumerable.Range(0, 100).Select(i => Observed.Assertion("free.word", "\"usual\"", $"2026-01-{5 + (i / 24):00}T{i % 24:00}:30:00Z", id: $"u{i}")).ToList();
        Observation[] early = [.. usual, .. words];
        Observation[] late = [.. words, .. usual];

        var folded = MindscapeFold.Rebuild(Observed.Person, early, Wide);
        Assert.Equal(Stored(folded), Stored(MindscapeFold.Rebuild(Observed.Person, late, Wide)));

        // The newest 256 mentions count, and 100 of them are of one word.
        Assert.Equal(DataValue.Of("usual"), folded.Traits.Find("free.word")!.Value);
        Assert.Equal(400, folded.Traits.Find("free.word")!.Count);
        Assert.Null(folded.Traits.Find("free.word")!.Descend(["share", "w0"]));
    }

    [Fact]
    public void A_mindscape_that_was_stored_between_any_two_batches_folds_on_as_if_it_never_left() =>
        Gen.Select(History.Any, Gen.Int[0, 250]).Sample((history, cut) =>
        {
            var first = history[..Math.Min(cut, history.Length)];
            var rest = history[first.Length..];
            var stored = MindscapeDocument.Read(MindscapeDocument.Write(MindscapeFold.Rebuild(Observed.Person, first, Shipped.Catalog)), Shipped.Catalog);
            var folded = MindscapeFold.TryApply(stored, rest, Shipped.Catalog) ?? MindscapeFold.Rebuild(Observed.Person, history, Shipped.Catalog);
            return Stored(folded) == Stored(MindscapeFold.Rebuild(Observed.Person, history, Shipped.Catalog));
        }, iter: 150);

    [Fact]
    public void Confidence_stays_between_nought_and_one_and_only_falls() =>
        Gen.Select(History.Any, Gen.Int[-3000, 30000]).Sample((history, hours) =>
        {
            var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hours);
            foreach (var trait in MindscapeFold.Rebuild(Observed.Person, history, Shipped.Catalog).Traits.All)
            {
                var now = trait.Confidence.At(at);
                Assert.InRange(now, 0, 1);
                Assert.InRange(trait.Confidence.At(at.AddHours(5)), 0, now);
            }
        }, iter: 100);

    [Fact]
    public void A_trait_fades_where_its_formula_passes_the_floor() =>
        History.Any.Sample(history =>
        {
            foreach (var trait in MindscapeFold.Rebuild(Observed.Person, history, Shipped.Catalog).Traits.All)
            {
                var curve = trait.Confidence;
                if (curve.FadesAt is not { } fades || fades == DateTimeOffset.MinValue)
                {
                    continue;
                }

                var step = curve.Resolution > TimeSpan.Zero ? curve.Resolution : TimeSpan.FromMilliseconds(1);
                Assert.InRange(Exact(curve, fades), 0, curve.Floor + 1e-9);
                Assert.InRange(Exact(curve, fades - step), curve.Floor - 1e-9, 1);
                Assert.False(curve.IsFadedAt(fades - TimeSpan.FromMilliseconds(1)));
            }
        }, iter: 60);

    [Fact]
    public void Counts_are_the_number_of_observations_that_feed_a_trait() =>
        History.Any.Sample(history =>
        {
            var traits = MindscapeFold.Rebuild(Observed.Person, history, Shipped.Catalog).Traits;
            var fed = history.SelectMany(observation => Shipped.Catalog.TraitsFedBy(observation)).CountBy(key => key).ToDictionary();
            Assert.Equal(fed.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, (long)pair.Value)),
                traits.All.Where(trait => trait.Key != "work.peak_hours").Select(trait => (trait.Key, trait.Count)));
        }, iter: 100);

    [Fact]
    public void An_observation_that_feeds_a_trait_by_two_fields_counts_once_and_is_named_once()
    {
        var catalog = Shipped.Parse("""
            traits: { likes: { kind: category, half_life: 28d }, minutes: { kind: quantity, half_life: 28d } }
            observations:
              visit:
                fields: { first: text, second: text, a: number, b: number }
                feeds:
                  - { trait: likes, from: first, confidence: 0.9 }
                  - { trait: likes, from: second, confidence: 0.9 }
                  - { trait: minutes, from: a, confidence: 0.9 }
                  - { trait: minutes, from: b, confidence: 0.9 }
            """);
        var visit = Observed.Of("visit", """{"first":"tea","second":"milk","a":10,"b":20}""", "2026-01-20T08:00:00Z", "v");
        var traits = MindscapeFold.Rebuild(Observed.Person, [visit], catalog).Traits;

        Assert.All(["likes", "minutes"], key =>
        {
            Assert.Equal(1, traits.Find(key)!.Count);
            Assert.Equal("v", Assert.Single(traits.Find(key)!.Evidence).Value);
        });
        Assert.Equal(0.5, ((DataValue.Number)traits.Find("likes")!.Descend(["share", "tea"])!).Value);
        Assert.Equal(DataValue.Of(15d), traits.Find("minutes")!.Value);
    }

    /// <summary>The shipped catalog and a category and tags that take any word.</summary>
    private static readonly PersonaKit.Core.Mindscapes.Catalogs.TraitCatalog Wide = Shipped.Parse(Shipped.Text("traits.yaml").Replace(
        "traits:\n", "traits:\n  free.word: { kind: category, half_life: 28d }\n  free.tags: { kind: tags, half_life: 3h }\n", StringComparison.Ordinal));

    private static double Exact(ConfidenceCurve curve, DateTimeOffset at) =>
        curve.Agreement * (1 - Math.Exp(-curve.Evidence * Math.Pow(2, -(at - curve.Since) / curve.HalfLife)));

    private static string Stored(Mindscape mindscape) => Encoding.UTF8.GetString(MindscapeDocument.Write(mindscape));
}
