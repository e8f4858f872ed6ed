using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Folding;

/// <summary>
/// Folds the inbox into the stored mindscape without writing anything. Usually this needs only the two. The whole history is folded again
/// when an observation changes earlier ones (a late time zone, a retraction), or when the trait catalog has changed since the last fold.
/// </summary>
public sealed class MindscapeFolder
{
    private readonly IMindscapeStore _store;
    private readonly CatalogSource _catalogs;
    private readonly CheckpointedHistory? _history;
    private readonly LongFolds? _longFolds;

    /// <summary>Creates a folder for a store without checkpoints: it reads and folds the whole history in one piece.</summary>
    public MindscapeFolder(IMindscapeStore store, CatalogSource catalogs)
        : this(store, catalogs, null, null)
    {
    }

    /// <summary>Creates a folder.</summary>
    /// <param name="store">The people.</param>
    /// <param name="catalogs">By which they are folded.</param>
    /// <param name="history">Folds a history from checkpoints; null for a store without any.</param>
    /// <param name="longFolds">Bounds and shares the folds that take long; null where no history is taken for long.</param>
    public MindscapeFolder(IMindscapeStore store, CatalogSource catalogs, CheckpointedHistory? history, LongFolds? longFolds) =>
        (_store, _catalogs, _history, _longFolds) = (store, catalogs, history, longFolds);

    /// <summary>The hash of the trait catalog that this folder folds with.</summary>
    public string CatalogHash => _catalogs.Current.Hash;

    /// <summary>The trait catalog that this folder folds with.</summary>
    internal TraitCatalog Catalog => _catalogs.Current;

    /// <summary>Whether there is nothing to fold: the inbox is empty and the catalog has not changed.</summary>
    public bool IsCurrent(StoredMindscape stored) => stored.Inbox.IsEmpty && !stored.HasRepetitions && IsFoldedBy(stored, _catalogs.Current);

    /// <summary>
    /// Folds the inbox into the mindscape. The result has the version of everything accepted (<see
    /// cref="StoredMindscape.VersionAhead"/>).
    /// </summary>
    /// <exception cref="StoreUnavailableException">The history must be read, and the store is throttled or cannot be reached.</exception>
    /// <exception cref="EngineBusyException">The history must be read and is long, and too many such reads are waiting.</exception>
    public ValueTask<Mindscape> FoldAsync(StoredMindscape stored, CancellationToken cancellationToken) =>
        FoldAsync(stored, isFeed: false, cancellationToken);

    /// <summary>
    /// As <see cref="FoldAsync(StoredMindscape, CancellationToken)"/>, for the change feed: never refused for being long.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The history must be read, and the store is throttled or cannot be reached.</exception>
    public ValueTask<Mindscape> FoldForFeedAsync(StoredMindscape stored, CancellationToken cancellationToken) =>
        FoldAsync(stored, isFeed: true, cancellationToken);

    /// <summary>
    /// Folds the whole history and the inbox from the start, without trust in any checkpoint. The result has the version of everything
    /// accepted (<see cref="StoredMindscape.VersionAhead"/>).
    /// </summary>
    /// <returns>The mindscape, and how many observations it was folded from.</returns>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    /// <exception cref="EngineBusyException">The history is long, and too many reads of such are waiting.</exception>
    public Task<(Mindscape Mindscape, int Observations)> RebuildAsync(StoredMindscape stored, CancellationToken cancellationToken) => ShareAsync(
        stored, "rebuild", isFeed: false, token => FoldWholeAsync(stored, trustsCheckpoints: false, token), cancellationToken);

    /// <summary>Folds the part of the history that <paramref name="cut"/> includes.</summary>
    /// <returns>Null when that part contains no observation.</returns>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    /// <exception cref="EngineBusyException">The history is long, and too many reads of such are waiting.</exception>
    public async Task<Mindscape?> FoldAsync(StoredMindscape stored, HistoryCut cut, CancellationToken cancellationToken)
    {
        // Most cuts lie after everything observed, and need no history.
        var whole = await FoldAsync(stored, cancellationToken);
        if (cut.IncludesAllOf(whole))
        {
            return cut.IsImplied ? whole : whole with { Cut = cut };
        }

        return await ShareAsync(stored, cut, isFeed: false, token => FoldCutAsync(stored, cut, token), cancellationToken);
    }

    /// <summary>Brings the checkpoints of a person up to date after a fold was saved, if it completed or deleted any.</summary>
    /// <param name="basis">The person before the fold.</param>
    /// <param name="saved">The saved fold.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task KeepCheckpointsAsync(StoredMindscape basis, Mindscape saved, CancellationToken cancellationToken)
    {
        var stored = basis with { Mindscape = saved with { LastSequence = basis.LastSequence }, Inbox = [] };
        if (_history is null || await _history.SaveHitsAsync(basis, stored.Mindscape, cancellationToken))
        {
            return;
        }

        await ShareAsync(
            stored,
            "checkpoints",
            isFeed: true,
            async token =>
            {
                await _history.CatchUpAsync(stored.Mindscape.PersonId, token);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Computes the history of a path from every observation that counted when <paramref name="stored"/> was read.</summary>
    /// <returns>Null when the path led nowhere in all that time.</returns>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    /// <exception cref="EngineBusyException">The history is long, and too many reads of such are waiting.</exception>
    internal Task<TraitHistory?> ReadHistoryAsync(
        StoredMindscape stored, TraitPath path, DateTimeOffset? from, DateTimeOffset to, int most, CancellationToken cancellationToken) => ShareAsync(
        stored,
        (path.ToString(), from, to, most),
        isFeed: false,
        async token =>
        {
            var series = new TraitSeries(path, _catalogs.Current, to);
            if (_history is not null && IsLong(stored))
            {
                return series.Read(stored.Mindscape.PersonId, await _history.ReadAllAsync(stored, series.Selection, series.Add, token), from, most);
            }

            (await ReadStandingAsync(stored, token)).ForEach(series.Add);
            return series.Read(stored.Mindscape.PersonId, static _ => true, from, most);
        },
        cancellationToken);

    /// <summary>Whether a fold of the whole history takes long.</summary>
    internal bool IsLong(StoredMindscape stored) => _longFolds is not null && _longFolds.IsLong(stored.LastSequence);

    private async ValueTask<Mindscape> FoldAsync(StoredMindscape stored, bool isFeed, CancellationToken cancellationToken)
    {
        // Once: another catalog may be published meanwhile.
        var catalog = _catalogs.Current;
        if (stored.Inbox.IsEmpty && IsFoldedBy(stored, catalog))
        {
            // Numbers of repetitions that were removed again are passed over, as the next fold will do.
            return stored.LastSequence == stored.Mindscape.LastSequence ? stored.Mindscape : AsStored(stored.Mindscape, stored);
        }

        var fresh = stored.Inbox.Select(accepted => accepted.Observation).ToList();
        var folded = IsFoldedBy(stored, catalog) ? MindscapeFold.TryApply(stored.Mindscape, fresh, catalog) : null;
        return folded is not null
            ? AsStored(folded, stored)
            : await ShareAsync(
                stored, "all", isFeed, async token => (await FoldWholeAsync(stored, trustsCheckpoints: true, token)).Mindscape, cancellationToken);
    }

    private async Task<(Mindscape Mindscape, int Observations)> FoldWholeAsync(
        StoredMindscape stored, bool trustsCheckpoints, CancellationToken cancellationToken)
    {
        if (_history is not null && IsLong(stored)
            && await _history.FoldAsync(stored, null, trustsCheckpoints, cancellationToken) is var (merged, count))
        {
            return (AsStored(merged, stored), count);
        }

        var standing = await ReadStandingAsync(stored, cancellationToken);
        return (AsStored(MindscapeFold.Rebuild(stored.Mindscape.PersonId, standing, _catalogs.Current), stored), standing.Count);
    }

    private async Task<Mindscape?> FoldCutAsync(StoredMindscape stored, HistoryCut cut, CancellationToken cancellationToken)
    {
        if (_history is not null && IsLong(stored)
            && await _history.FoldAsync(stored, cut, trustsCheckpoints: true, cancellationToken) is var (merged, count))
        {
            return count == 0 ? null : AsStored(merged, stored) with { Cut = cut with { IsImplied = false } };
        }

        var part = (await ReadStandingAsync(stored, cancellationToken)).FindAll(cut.Includes);
        return part.Count == 0
            ? null
            : AsStored(MindscapeFold.Rebuild(stored.Mindscape.PersonId, part, _catalogs.Current), stored) with { Cut = cut with { IsImplied = false } };
    }

    private Task<T> ShareAsync<T>(
        StoredMindscape stored, object question, bool isFeed, Func<CancellationToken, Task<T>> compute, CancellationToken cancellationToken)
    {
        if (_longFolds is null || !IsLong(stored))
        {
            return compute(cancellationToken);
        }

        // Not the caller's token: others may wait for the result.
        var key = new FoldKey(stored.Mindscape.PersonId, stored.Mindscape.Version, stored.LastSequence, (CatalogHash, question));
        return isFeed
            ? _longFolds.FeedAsync(key, () => compute(CancellationToken.None), cancellationToken)
            : _longFolds.ReadAsync(key, () => compute(CancellationToken.None), cancellationToken);
    }

    /// <summary>
    /// Reads all observations that counted when <paramref name="stored"/> was read, folded or not, in any order. Observations that were
    /// retracted by then are excluded, whatever instant they were observed at. Fails as unavailable when a part of the history was
    /// retracted or erased since then: what is left is a set that never was, under the version of one that was.
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
        await foreach (var accepted in _store.ReadFoldedAsync(stored.Mindscape.PersonId, cancellationToken))
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
            throw new StoreUnavailableException("a part of the history was retracted or erased while it was read") { IsHistoryMoved = true };
        }

        return [.. Retraction.Standing(all).Where(observation => observation.Type != Retraction.Type)];
    }

    /// <summary>Nothing is folded yet, or nothing is left of what was: only the version tells.</summary>
    private async Task<bool> WasErasedAsync(StoredMindscape stored, CancellationToken cancellationToken) =>
        await _store.ReadAsync(stored.Mindscape.PersonId, cancellationToken) is not { IsErased: false } current
        || current.Mindscape.Version != stored.Mindscape.Version;

    private static bool IsFoldedBy(StoredMindscape stored, TraitCatalog catalog) =>
        string.Equals(stored.Mindscape.CatalogHash, catalog.Hash, StringComparison.Ordinal);

    private static Mindscape AsStored(Mindscape folded, StoredMindscape stored) => folded with
    {
        Version = stored.VersionAhead,
        UpdatedAt = stored.Mindscape.UpdatedAt,
        FoldTrace = stored.Mindscape.FoldTrace,
        LastSequence = stored.LastSequence,
    };
}
