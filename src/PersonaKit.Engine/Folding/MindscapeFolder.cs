using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Folding;

/// <summary>
/// Folds the inbox into the stored mindscape without writing anything. Usually this needs only the two. The whole history is folded again
/// when an observation changes earlier ones (a late time zone, a retraction), or when the trait catalog has changed since the last fold.
/// </summary>
public sealed class MindscapeFolder(IMindscapeStore store, TraitCatalog catalog)
{
    /// <summary>The hash of the trait catalog that this folder folds with.</summary>
    public string CatalogHash => catalog.Hash;

    /// <summary>Whether there is nothing to fold: the inbox is empty and the catalog has not changed.</summary>
    public bool IsCurrent(StoredMindscape stored) =>
        stored.Inbox.IsEmpty && string.Equals(stored.Mindscape.CatalogHash, catalog.Hash, StringComparison.Ordinal);

    /// <summary>Folds the inbox into the mindscape. The result keeps the stored version.</summary>
    /// <exception cref="StoreUnavailableException">The history must be read, and the store is throttled or cannot be reached.</exception>
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

    /// <summary>Folds the whole history and the inbox from the start. The result keeps the stored version.</summary>
    /// <returns>The mindscape, and how many observations it was folded from.</returns>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    public async Task<(Mindscape Mindscape, int Observations)> RebuildAsync(StoredMindscape stored, CancellationToken cancellationToken)
    {
        var standing = await ReadStandingAsync(stored, cancellationToken);
        return (AsStored(MindscapeFold.Rebuild(stored.Mindscape.PersonId, standing, catalog), stored), standing.Count);
    }

    /// <summary>Folds the part of the history that <paramref name="cut"/> includes.</summary>
    /// <returns>Null when that part contains no observation.</returns>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    public async Task<Mindscape?> FoldAsync(StoredMindscape stored, HistoryCut cut, CancellationToken cancellationToken)
    {
        // Most cuts lie after everything observed, and need no history.
        var whole = await FoldAsync(stored, cancellationToken);
        if (cut.IncludesAllOf(whole))
        {
            return cut.IsImplied ? whole : whole with { Cut = cut };
        }

        var part = (await ReadStandingAsync(stored, cancellationToken)).FindAll(cut.Includes);
        return part.Count == 0 ? null : AsStored(MindscapeFold.Rebuild(stored.Mindscape.PersonId, part, catalog), stored) with { Cut = cut with { IsImplied = false } };
    }

    /// <summary>
    /// Reads all observations that counted when <paramref name="stored"/> was read, folded or not, in any order. Observations that were
    /// retracted by then are excluded, whatever instant they were observed at.
    /// </summary>
    /// <exception cref="StoreUnavailableException">
    /// The store is throttled or cannot be reached, or a part of the history was retracted or erased while it was read.
    /// </exception>
    public async Task<List<Observation>> ReadStandingAsync(StoredMindscape stored, CancellationToken cancellationToken)
    {
        // A concurrent fold moves observations from the inbox to the history, so each id is taken once.
        var all = stored.Inbox.Select(accepted => accepted.Observation).ToList();
        var seen = all.Select(observation => observation.Id).ToHashSet();
        var isHistoryEmpty = true;
        await foreach (var accepted in store.ReadFoldedAsync(stored.Mindscape.PersonId, cancellationToken))
        {
            if (accepted.Number <= stored.LastSequence)
            {
                isHistoryEmpty = false;
                if (seen.Add(accepted.Observation.Id))
                {
                    all.Add(accepted.Observation);
                }
            }
        }

        // What is left then is a set that never was, and would be saved or served under the version of one that was.
        var retracted = Retraction.NamedBy(all);
        if (all.Exists(observation => observation.IsForgotten && !retracted.Contains(observation.Id))
            || (isHistoryEmpty && await WasErasedAsync(stored, cancellationToken)))
        {
            throw new StoreUnavailableException("a part of the history was retracted or erased while it was read");
        }

        return [.. Retraction.Standing(all).Where(observation => observation.Type != Retraction.Type)];
    }

    /// <summary>Nothing is folded yet, or nothing is left of what was: only the version tells.</summary>
    private async Task<bool> WasErasedAsync(StoredMindscape stored, CancellationToken cancellationToken) =>
        await store.ReadAsync(stored.Mindscape.PersonId, cancellationToken) is not { IsErased: false } current
        || current.Mindscape.Version != stored.Mindscape.Version;

    private static Mindscape AsStored(Mindscape folded, StoredMindscape stored) => folded with
    {
        Version = stored.Mindscape.Version,
        UpdatedAt = stored.Mindscape.UpdatedAt,
        LastSequence = stored.LastSequence,
    };
}
