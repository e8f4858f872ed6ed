using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Extraction;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes;

/// <summary>
/// Observations into traits and votes. Pure, and free of order: what comes out depends on the set of observations alone, less those that
/// others of the set take back.
/// </summary>
public static class MindscapeFold
{
    /// <summary>
    /// The mindscape with <paramref name="fresh"/> folded in (none of which it knows yet), or null when that changes how already folded
    /// observations have to be read, takes one of them back, or brings more than a trait's sums can hold, and all of them are needed:
    /// then <see cref="Rebuild(PersonId, IReadOnlyCollection{Observation}, TraitCatalog)"/>.
    /// </summary>
    public static Mindscape? TryApply(Mindscape current, IReadOnlyCollection<Observation> fresh, TraitCatalog catalog)
    {
        if (Retraction.IsOfOthers(fresh))
        {
            return null;
        }

        var standing = Retraction.Standing(fresh);
        var zones = current.Zones.With(StatedZones(standing, catalog));
        if (current.Zones.ChangesThePast(zones))
        {
            return null;
        }

        var next = Absorb(current, zones, standing, catalog);
        return next.Traits.States.Any(state => state.Restart is not null) ? null : next;
    }

    /// <summary>The mindscape of exactly these observations.</summary>
    public static Mindscape Rebuild(PersonId personId, IReadOnlyCollection<Observation> all, TraitCatalog catalog) =>
        Rebuild(personId, all, catalog, ZoneTimeline.Empty);

    /// <summary>
    /// The same for a person of whom it is already known where they are: what the observations state counts on top of it.
    /// </summary>
    public static Mindscape Rebuild(PersonId personId, IReadOnlyCollection<Observation> all, TraitCatalog catalog, ZoneTimeline zones)
    {
        var standing = Retraction.Standing(all);
        return FoldStanding(personId, standing, catalog, zones.With(StatedZones(standing, catalog)));
    }

    /// <summary>The mindscape of observations that all count, in the time zones that are given.</summary>
    internal static Mindscape FoldStanding(PersonId personId, IReadOnlyCollection<Observation> standing, TraitCatalog catalog, ZoneTimeline stated)
    {
        var empty = Mindscape.Empty(personId, catalog);
        var folded = Absorb(empty, stated, standing, catalog);
        var restarted = folded.Traits.States.Select(state => state.Restart).OfType<TraitState>().ToList();
        return restarted.Count == 0 ? folded : Absorb(empty with { Traits = empty.Traits.With(restarted) }, stated, standing, catalog);
    }

    private static Mindscape Absorb(Mindscape current, ZoneTimeline zones, IReadOnlyCollection<Observation> observations, TraitCatalog catalog)
    {
        var changed = new Dictionary<string, TraitState>(StringComparer.Ordinal);
        var evidence = new List<Evidence>();
        List<(RuleKey, RuleVote)>? votes = null;
        foreach (var observation in observations)
        {
            if (observation.Type == FeedbackContent.Type)
            {
                if (FeedbackContent.Read(observation) is { } vote)
                {
                    (votes ??= []).Add(vote);
                }

                continue;
            }

            evidence.Clear();
            catalog.Extract(observation, ref zones, evidence);
            for (var i = 0; i < evidence.Count; i++)
            {
                var item = evidence[i];
                var key = item.Trait.Key;
                var state = changed.GetValueOrDefault(key) ?? current.Traits.FindState(key) ?? item.Trait.Kind.Start(item.Trait);
                changed[key] = state.Add(item, IsFirst(evidence, i));
            }
        }

        return current with
        {
            Traits = current.Traits.With(changed.Values),
            Zones = zones,
            Votes = votes is null ? current.Votes : current.Votes.With(votes),
        };
    }

    /// <summary>Whether no field before fed the same trait.</summary>
    private static bool IsFirst(List<Evidence> evidence, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (evidence[i].Trait.Key == evidence[index].Trait.Key)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What the observations say about time zones, before anything is read in local time.</summary>
    internal static List<ZoneTimeline.Entry> StatedZones(IReadOnlyCollection<Observation> observations, TraitCatalog catalog)
    {
        var entries = new List<ZoneTimeline.Entry>();
        var evidence = new List<Evidence>();
        foreach (var observation in observations)
        {
            if (!catalog.MayStateZone(observation.Type))
            {
                continue;
            }

            evidence.Clear();
            var ignored = ZoneTimeline.Empty;
            catalog.Extract(observation, ref ignored, evidence);
            foreach (var item in evidence)
            {
                if (item.Trait.IsTimeZone && item.Value is DataValue.Text zone)
                {
                    entries.Add(new(observation.ObservedAt, observation.Id, zone.Value));
                }
            }
        }

        return entries;
    }
}
