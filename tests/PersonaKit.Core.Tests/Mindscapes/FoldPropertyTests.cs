using System.Text;
using CsCheck;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Decay;

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

    private static double Exact(ConfidenceCurve curve, DateTimeOffset at) =>
        curve.Agreement * (1 - Math.Exp(-curve.Evidence * Math.Pow(2, -(at - curve.Since) / curve.HalfLife)));

    private static string Stored(Mindscape mindscape) => Encoding.UTF8.GetString(MindscapeDocument.Write(mindscape));
}
