using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;

namespace PersonaKit.Core.Mindscapes;

/// <summary>How a trait, or a part of one, came to what it says.</summary>
/// <param name="Kind">Of the trait, at the end of the range.</param>
/// <param name="Changes">At how many instants of the range observations moved the trait, whether or not each is among the points.</param>
/// <param name="Points">Oldest first; the last is the end of the range.</param>
public sealed record TraitHistory(TraitKind Kind, int Changes, ImmutableArray<TraitMoment> Points)
{
    /// <summary>The fewest points a history can be thinned to: its two ends.</summary>
    public const int FewestPoints = 2;

    /// <summary>
    /// Every instant at which observations moved the trait, thinned evenly to fit (the first and the last stay), with what was known at the start of the
    /// range before them and what is left at its end behind them. Null when the path led nowhere in all that time.
    /// </summary>
    /// <param name="observations">In any order. What was observed after <paramref name="to"/> is left out.</param>
    /// <param name="from">The start of the range; null for the first observation.</param>
    /// <param name="to">The end of the range.</param>
    /// <param name="most">At least <see cref="FewestPoints"/>.</param>
    public static TraitHistory? Of(
        PersonId personId, IEnumerable<Observation> observations, TraitPath path, TraitCatalog catalog, DateTimeOffset? from, DateTimeOffset to, int most)
    {
        Observation[] past = [.. observations.Where(observation => observation.ObservedAt <= to).OrderBy(observation => observation.ObservedAt)];
        PublishedTrait? last = null;
        PublishedTrait? atStart = null;
        var moments = new List<TraitMoment>();
        foreach (var (at, trait, ids) in Walk(personId, past, path, catalog))
        {
            last = trait;
            if (at < from)
            {
                atStart = trait;
            }
            else
            {
                moments.Add(Look(trait, path, at, ids));
            }
        }

        if (last is null)
        {
            return null;
        }

        var changes = moments.Count;
        if (atStart is not null && from is { } start && (changes == 0 || moments[0].At > start))
        {
            moments.Insert(0, Look(atStart, path, start, []));
        }

        return moments.Exists(moment => moment.Value is not null)
            ? new(last.Kind, changes, moments[^1].At == to ? Thin(moments, most) : [.. Thin(moments, most - 1), Look(last, path, to, [])])
            : null;
    }

    /// <summary>The trait after each instant that moved it. One fold after another, oldest first, so that only a zone that changes the past folds it again.</summary>
    private static IEnumerable<(DateTimeOffset At, PublishedTrait Trait, ImmutableArray<ObservationId> Ids)> Walk(
        PersonId personId, Observation[] past, TraitPath path, TraitCatalog catalog)
    {
        var mindscape = Mindscape.Empty(personId, catalog);
        PublishedTrait? before = null;
        for (var start = 0; start < past.Length;)
        {
            var end = start + 1;
            while (end < past.Length && past[end].ObservedAt == past[start].ObservedAt)
            {
                end++;
            }

            var fresh = new ArraySegment<Observation>(past, start, end - start);
            mindscape = MindscapeFold.TryApply(mindscape, fresh, catalog) ?? MindscapeFold.Rebuild(personId, new ArraySegment<Observation>(past, 0, end), catalog);
            var trait = mindscape.Traits.Find(path);
            if (trait is not null && IsMoved(before, trait))
            {
                before = trait;
                yield return (past[start].ObservedAt, trait, [.. trait.Evidence.Where(id => fresh.Any(observation => observation.Id == id))]);
            }

            start = end;
        }
    }

    private static bool IsMoved(PublishedTrait? before, PublishedTrait after) =>
        !ReferenceEquals(before, after)
        && (before is null || before.Key != after.Key || before.Count != after.Count || before.Value != after.Value || before.Detail != after.Detail);

    internal static TraitMoment Look(PublishedTrait trait, TraitPath path, DateTimeOffset at, ImmutableArray<ObservationId> ids) =>
        new(at, trait.Read(path), trait.Confidence.At(at), trait.Confidence.IsFadedAt(at), ids);

    internal static ImmutableArray<T> Thin<T>(List<T> moments, int most) => moments.Count <= most
        ? [.. moments]
        : [.. Enumerable.Range(0, most).Select(i => moments[most == 1 ? 0 : (int)((long)i * (moments.Count - 1) / (most - 1))])];
}
