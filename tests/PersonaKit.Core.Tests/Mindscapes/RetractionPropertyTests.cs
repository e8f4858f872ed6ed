using System.Collections.Immutable;
using System.Text;
using CsCheck;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Language.Catalogs;

namespace PersonaKit.Core.Tests.Mindscapes;

/// <summary>P9 with P3: the traits are those of the observations less the retracted ones, as if those had never been.</summary>
public class RetractionPropertyTests
{
    private static readonly DateTimeOffset Later = Observed.At("2026-02-01T00:00:00Z");

    [Fact]
    public void Folding_all_and_then_retracting_some_is_folding_the_rest_to_the_last_byte() =>
        Gen.Select(History.Any, Gen.Int).Sample((history, seed) =>
        {
            var (retracted, rest) = Split(history, new Random(seed));
            Observation[] retractions = [.. retracted.Select(observation => Retraction.Of(observation.Id, Later))];
            var folded = MindscapeFold.Rebuild(Observed.Person, history, Shipped.Catalog);
            var next = MindscapeFold.TryApply(folded, retractions, Shipped.Catalog);
            Assert.Equal(retractions.Length == 0, next is not null);
            next ??= MindscapeFold.Rebuild(Observed.Person, [.. history, .. retractions], Shipped.Catalog);
            return Stored(next) == Stored(MindscapeFold.Rebuild(Observed.Person, rest, Shipped.Catalog));
        }, iter: 100);

    [Fact]
    public void Any_batching_of_observations_corrections_and_retractions_is_folding_the_rest_to_the_last_byte() =>
        Gen.Select(History.Any, Gen.Int).Sample((history, seed) =>
        {
            var random = new Random(seed);
            var (retracted, rest) = Split(history, random);

            // Half of them fall to corrections that stand, the others are taken back outright; some when they were forgotten already.
            var corrections = retracted.Where((_, i) => i % 2 == 0)
                .Select((observation, i) => rest[i % rest.Length] with { Id = ObservationId.Parse($"c{i}"), Corrects = observation.Id }).ToArray();
            Observation[] all =
            [
                .. history.Select(observation => retracted.Contains(observation) && random.Next(4) == 0 ? observation.Forget() : observation),
                .. corrections,
                .. retracted.Where((_, i) => i % 2 == 1).Select(observation => Retraction.Of(observation.Id, Later)),
            ];
            random.Shuffle(all);
            var folded = Mindscape.Empty(Observed.Person, Shipped.Catalog);
            for (var done = 0; done < all.Length;)
            {
                var batch = all.AsSpan(done, Math.Min(random.Next(1, 40), all.Length - done)).ToArray();

                // What is retracted is known before: the fold of a batch is asked only for what can come.
                var named = Retraction.NamedBy(all[..done]);
                done += batch.Length;
                folded = (batch.Any(observation => named.Contains(observation.Id)) ? null : MindscapeFold.TryApply(folded, batch, Shipped.Catalog))
                    ?? MindscapeFold.Rebuild(Observed.Person, all[..done], Shipped.Catalog);
            }

            return Stored(folded) == Stored(MindscapeFold.Rebuild(Observed.Person, [.. rest, .. corrections], Shipped.Catalog));
        }, iter: 100);

    [Fact]
    public void A_retraction_of_what_waits_beside_it_needs_no_history()
    {
        var kept = Observed.Energy("low", "2026-01-20T08:00:00Z");
        var taken = Observed.Energy("high", "2026-01-20T09:00:00Z");
        var folded = MindscapeFold.TryApply(Observed.Fold(kept), [taken, Retraction.Of(taken.Id, Later)], Shipped.Catalog);
        Assert.Equal(Stored(Observed.Fold(kept)), Stored(folded!));
    }

    [Fact]
    public void Retracting_a_correction_does_not_bring_back_what_it_corrected()
    {
        var first = Observed.Energy("low", "2026-01-20T08:00:00Z");
        var correction = Observed.Energy("high", "2026-01-20T08:00:00Z") with { Corrects = first.Id };
        Assert.Equal(Stored(Observed.Fold()), Stored(Observed.Fold(first, correction, Retraction.Of(correction.Id, Later))));
        Assert.Equal(Stored(Observed.Fold()), Stored(Observed.Fold(first, correction.Forget(), Retraction.Of(correction.Id, Later))));
    }

    [Fact]
    public void A_retraction_is_known_by_its_id_and_not_by_its_type_alone()
    {
        var genuine = Retraction.Of(ObservationId.Parse("s-1"), Later);
        Assert.Equal("s-1", Retraction.NamedBy(genuine)?.Value);
        Assert.Null(Retraction.NamedBy(genuine with { Id = ObservationId.Parse("s-2") }));
        Assert.Equal(Retraction.Of(ObservationId.Parse("s-1"), Later.AddDays(1)).Fingerprint, genuine.Fingerprint);
    }

    [Fact]
    public void No_catalog_maps_retractions()
    {
        var parsed = TraitCatalogParser.Parse("traits: { mood: { kind: category, half_life: 3h } }\nobservations: { retraction: {} }");
        Assert.Contains(parsed.Faults, fault => fault.Message.Contains("'retraction' is built in", StringComparison.Ordinal));
    }

    private static (ImmutableArray<Observation> Retracted, ImmutableArray<Observation> Standing) Split(ImmutableArray<Observation> history, Random random)
    {
        var shuffled = history.ToArray();
        random.Shuffle(shuffled);
        var retracted = random.Next(0, shuffled.Length);
        return ([.. shuffled[..retracted]], [.. shuffled[retracted..]]);
    }

    private static string Stored(Mindscape mindscape) => Encoding.UTF8.GetString(MindscapeDocument.Write(mindscape));
}
