using System.Collections.Frozen;
using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Extraction;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Observations;

namespace PersonaKit.Core.Mindscapes.Parts;

/// <summary>
/// What a part of a person's observations comes to. Parts that have no observation in common merge into what all of them come to, to the last
/// bit: a trait is made of sums, extremes and the newest few of something, none of which depends on where the history is cut.
/// </summary>
public sealed record MindscapePart
{
    /// <summary>Traits and votes of this part alone, and the time zones by which its observations were read.</summary>
    public required Mindscape Folded { get; init; }

    /// <summary>The time zones that this part states, oldest first.</summary>
    public required ImmutableArray<ZoneTimeline.Entry> Stated { get; init; }

    /// <summary>How many observations count in it.</summary>
    public required int Count { get; init; }

    /// <summary>When what counts in it was observed; null when nothing counts.</summary>
    public InstantRange? Observed { get; init; }

    /// <summary>When what counts in it was received; null when nothing counts.</summary>
    public InstantRange? Received { get; init; }

    /// <summary>The observations that its retractions and corrections take back, wherever those are.</summary>
    public IReadOnlySet<ObservationId> Named { get; init; } = FrozenSet<ObservationId>.Empty;

    /// <summary>Folds a part of a history.</summary>
    /// <param name="personId">Whose history it is.</param>
    /// <param name="observations">The part. Those that it takes back itself do not count.</param>
    /// <param name="retracted">Those that something outside the part takes back.</param>
    /// <param name="zones">The time zones of the whole history, as far as they are known.</param>
    /// <param name="catalog">By which it is folded.</param>
    public static MindscapePart Of(
        PersonId personId,
        IReadOnlyCollection<Observation> observations,
        IReadOnlySet<ObservationId> retracted,
        ZoneTimeline zones,
        TraitCatalog catalog)
    {
        var standing = Retraction.Standing(observations)
            .Where(observation => observation.Type != Retraction.Type && !retracted.Contains(observation.Id))
            .ToList();
        var stated = MindscapeFold.StatedZones(standing, catalog);
        stated.Sort();
        var timeline = ZoneTimeline.Of(zones.Entries.Concat(stated).Distinct());
        return new MindscapePart
        {
            Folded = MindscapeFold.FoldStanding(personId, standing, catalog, timeline),
            Stated = [.. stated.TakeLast(ZoneTimeline.MaxEntries)],
            Count = standing.Count,
            Observed = InstantRange.All(standing.Select(observation => observation.ObservedAt)),
            Received = InstantRange.All(standing.Select(observation => observation.ReceivedAt)),
            Named = Retraction.NamedBy(observations),
        };
    }

    /// <summary>The time zones of a history that consists of these parts.</summary>
    public static ZoneTimeline ZonesOf(IEnumerable<MindscapePart> parts) => ZoneTimeline.Of(parts.SelectMany(part => part.Stated).Distinct());

    /// <summary>False when the part has to be folded again, because some of it was read in other time zones than these.</summary>
    public bool IsReadBy(ZoneTimeline zones) => !Folded.Zones.ChangesThePast(zones);

    /// <summary>False when the part has to be folded again, because its traits were folded by another catalog.</summary>
    public bool IsFoldedBy(TraitCatalog catalog) => string.Equals(Folded.CatalogHash, catalog.Hash, StringComparison.Ordinal);

    /// <summary>Whether the cut includes everything in it, nothing, or something between the two (null).</summary>
    public bool? IsIncludedIn(HistoryCut cut)
    {
        var (asOf, knownAt) = (HistoryCut.LastOf(cut.AsOf), HistoryCut.LastOf(cut.KnownAt));
        if (Observed is not { } observed || Received is not { } received || observed.First > asOf || received.First > knownAt)
        {
            return false;
        }

        return observed.Last > asOf || received.Last > knownAt ? null : true;
    }

    /// <summary>
    /// The mindscape of a history that consists of these parts, each read by the zones of all of them. Null when a bound of a trait has
    /// dropped something that the merged trait would need; then the history has to be folded in one piece.
    /// </summary>
    public static Mindscape? Merge(PersonId personId, IReadOnlyCollection<MindscapePart> parts, TraitCatalog catalog)
    {
        var states = new Dictionary<string, TraitState>(StringComparer.Ordinal);
        var zones = ZonesOf(parts);
        var votes = RuleVotes.Empty;
        foreach (var part in parts)
        {
            foreach (var state in part.Folded.Traits.States)
            {
                var key = state.Definition.Key;
                if ((states.TryGetValue(key, out var known) ? known.Merge(state) : state) is not { } merged)
                {
                    return null;
                }

                states[key] = merged;
            }

            zones = part.Folded.Zones is { FirstUse: { } first, LastUse: { } last } ? zones.Using(first).Using(last) : zones;
            votes = part.Folded.Votes.IsEmpty
                ? votes
                : votes.With(part.Folded.Votes.All.SelectMany(entry => entry.Votes, (entry, vote) => (entry.Rule, vote)));
        }

        return Mindscape.Empty(personId, catalog) with { Traits = TraitSet.Restore(states.Values, catalog), Zones = zones, Votes = votes };
    }
}
