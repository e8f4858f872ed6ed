using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Folding;

/// <summary>
/// What the stored mindscape becomes with its inbox folded in. Usually a pure step over the two; when an observation changes how the past has to
/// be read (a late time zone) or takes a part of it back, or the catalog is another one than the traits were folded by, the whole history is folded again.
/// </summary>
public sealed class MindscapeFolder(IMindscapeStore store, TraitCatalog catalog)
{
    public string CatalogHash => catalog.Hash;

    public bool IsCurrent(StoredMindscape stored) =>
        stored.Inbox.IsEmpty && string.Equals(stored.Mindscape.CatalogHash, catalog.Hash, StringComparison.Ordinal);

    /// <summary>The folded mindscape, still under the version that is stored.</summary>
    public async ValueTask<Mindscape> FoldAsync(StoredMindscape stored, CancellationToken cancellationToken)
    {
        if (IsCurrent(stored))
        {
            return stored.Mindscape;
        }

        var fresh = stored.Inbox.Select(accepted => accepted.Observation).ToList();
        var folded = string.Equals(stored.Mindscape.CatalogHash, catalog.Hash, StringComparison.Ordinal)
            ? MindscapeFold.TryApply(stored.Mindscape, fresh, catalog)
            : null;
        return folded is null ? (await RebuildAsync(stored, cancellationToken)).Mindscape : AsStored(folded, stored);
    }

    /// <summary>The mindscape of the whole history and the inbox, under the version that is stored, and how many observations it is made of.</summary>
    public async Task<(Mindscape Mindscape, int Observations)> RebuildAsync(StoredMindscape stored, CancellationToken cancellationToken)
    {
        var standing = await ReadStandingAsync(stored, cancellationToken);
        return (AsStored(MindscapeFold.Rebuild(stored.Mindscape.PersonId, standing, catalog), stored), standing.Count);
    }

    /// <summary>The mindscape as it follows from a part of the history, or null when nothing is in that part.</summary>
    public async Task<Mindscape?> FoldAsync(StoredMindscape stored, HistoryCut cut, CancellationToken cancellationToken)
    {
        var part = (await ReadStandingAsync(stored, cancellationToken)).FindAll(cut.Includes);
        return part.Count == 0 ? null : AsStored(MindscapeFold.Rebuild(stored.Mindscape.PersonId, part, catalog), stored) with { Cut = cut };
    }

    /// <summary>
    /// Every observation that counted when <paramref name="stored"/> was read, folded or not, in no promised order: what was taken back by then is in no
    /// part of the history, whatever instant one looks at.
    /// </summary>
    public async Task<List<Observation>> ReadStandingAsync(StoredMindscape stored, CancellationToken cancellationToken)
    {
        // A fold saved meanwhile moves inbox observations into the history: each id counts once.
        var all = stored.Inbox.Select(accepted => accepted.Observation).ToList();
        var seen = all.Select(observation => observation.Id).ToHashSet();
        await foreach (var accepted in store.ReadFoldedAsync(stored.Mindscape.PersonId, cancellationToken))
        {
            if (accepted.Number <= stored.LastSequence && seen.Add(accepted.Observation.Id))
            {
                all.Add(accepted.Observation);
            }
        }

        return [.. Retraction.Standing(all).Where(observation => observation.Type != Retraction.Type)];
    }

    private static Mindscape AsStored(Mindscape folded, StoredMindscape stored) => folded with
    {
        Version = stored.Mindscape.Version,
        UpdatedAt = stored.Mindscape.UpdatedAt,
        LastSequence = stored.LastSequence,
    };
}
