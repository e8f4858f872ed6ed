using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using CsCheck;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Extraction;
using PersonaKit.Core.Mindscapes.Parts;
using PersonaKit.Core.Observations;
using PersonaKit.Language.Catalogs;

namespace PersonaKit.Core.Tests.Mindscapes;

/// <summary>A history that is folded in parts is the history folded in one piece, to the last byte.</summary>
public class MindscapePartTests
{
    private static readonly IReadOnlySet<ObservationId> Nothing = FrozenSet<ObservationId>.Empty;

    [Fact]
    public void Any_partition_merges_into_the_fold_of_the_whole() =>
        Gen.Select(History.Any, Gen.Int).Sample((history, seed) =>
        {
            var groups = Partition(history, new Random(seed));
            return Stored(Merge(groups, Nothing)!) == Stored(MindscapeFold.Rebuild(Observed.Person, history, Shipped.Catalog));
        }, iter: 200);

    [Fact]
    public void A_partition_without_the_retracted_merges_into_the_fold_of_the_rest() =>
        Gen.Select(History.Any, Gen.Int).Sample((history, seed) =>
        {
            var random = new Random(seed);
            var retracted = history.Where(_ => random.Next(3) == 0).Select(observation => observation.Id).ToImmutableHashSet();
            Observation[] rest = [.. history.Where(observation => !retracted.Contains(observation.Id))];
            return Stored(Merge(Partition(history, random), retracted)!) == Stored(MindscapeFold.Rebuild(Observed.Person, rest, Shipped.Catalog));
        }, iter: 100);

    [Fact]
    public void A_part_is_read_back_as_it_was_written() => History.Any.Sample(
        history =>
        {
            var part = Part(history, Nothing, ZoneTimeline.Empty);
            var read = MindscapePartDocument.Read(MindscapePartDocument.Write(part), Shipped.Catalog)!;
            return Stored(read.Folded) == Stored(part.Folded)
                && (read.Count, read.Observed, read.Received) == (part.Count, part.Observed, part.Received)
                && read.Stated.SequenceEqual(part.Stated)
                && read.Named.SetEquals(part.Named);
        },
        iter: 100);

    [Fact]
    public void A_part_knows_whether_a_cut_includes_all_of_it() => Gen.Select(History.Any, Gen.Int[-400, 400]).Sample((history, days) =>
    {
        var cut = new HistoryCut(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero).AddDays(days), null);
        var included = history.Count(cut.Includes);
        return Part(history, Nothing, ZoneTimeline.Empty).IsIncludedIn(cut) switch
        {
            true => included == history.Length,
            false => included == 0,
            null => included > 0 && included < history.Length,
        };
    });

    [Fact]
    public void A_part_that_was_read_in_another_zone_says_so()
    {
        var session = Observed.Of("work_session", """{"start":"2026-01-05T23:30:00Z","duration_minutes":30,"productivity_score":4}""", "2026-01-06T00:00:00Z", "s");
        var zone = Observed.Of("assertion", """{"trait":"profile.time_zone","value":"Asia/Kolkata"}""", "2026-01-01T00:00:00Z", "z");
        var alone = Part([session], Nothing, ZoneTimeline.Empty);
        Assert.True(alone.IsReadBy(ZoneTimeline.Empty));
        Assert.False(alone.IsReadBy(MindscapePart.ZonesOf([alone, Part([zone], Nothing, ZoneTimeline.Empty)])));
    }

    [Fact]
    public void Words_beyond_the_bound_do_not_merge_and_those_within_it_do()
    {
        var catalog = TraitCatalogParser.Parse("""
            traits: { mood: { kind: category, half_life: 30d } }
            observations: { check: { fields: { mood: text }, feeds: [ { trait: mood, from: mood, confidence: 0.5 } ] } }
            """).Catalog!;
        Observation[] all = [.. Enumerable.Range(0, 300).Select(i => Observed.Of("check", $$"""{"mood":"w{{i}}"}""", $"2026-01-01T{i / 60:00}:{i % 60:00}:00Z", $"o{i}"))];
        Assert.Null(Of(all[..150], all[150..]));
        Assert.Equal(Stored(MindscapeFold.Rebuild(Observed.Person, all[..256], catalog)), Stored(Of(all[..150], all[150..256])!));

        Mindscape? Of(Observation[] first, Observation[] second) => MindscapePart.Merge(
            Observed.Person,
            [
                MindscapePart.Of(Observed.Person, first, Nothing, ZoneTimeline.Empty, catalog),
                MindscapePart.Of(Observed.Person, second, Nothing, ZoneTimeline.Empty, catalog),
            ],
            catalog);
    }

    private static Observation[][] Partition(ImmutableArray<Observation> history, Random random)
    {
        var groups = random.Next(1, 6);
        return [.. history.GroupBy(_ => random.Next(groups)).Select(group => group.ToArray())];
    }

    private static Mindscape? Merge(Observation[][] groups, IReadOnlySet<ObservationId> retracted)
    {
        MindscapePart[] parts = [.. groups.Select(group => Part(group, retracted, ZoneTimeline.Empty))];
        var zones = MindscapePart.ZonesOf(parts);
        parts = [.. parts.Select((part, i) => part.IsReadBy(zones) ? part : Part(groups[i], retracted, zones))];
        Assert.All(parts, part => Assert.True(part.IsReadBy(zones)));
        return MindscapePart.Merge(Observed.Person, parts, Shipped.Catalog);
    }

    private static MindscapePart Part(IReadOnlyCollection<Observation> observations, IReadOnlySet<ObservationId> retracted, ZoneTimeline zones) =>
        MindscapePart.Of(Observed.Person, observations, retracted, zones, Shipped.Catalog);

    private static string Stored(Mindscape mindscape) => Encoding.UTF8.GetString(MindscapeDocument.Write(mindscape));
}
