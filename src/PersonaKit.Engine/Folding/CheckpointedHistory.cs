using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Parts;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Folding;

/// <summary>
/// Folds a whole history from checkpoints: one for each block of <see cref="EngineOptions.CheckpointInterval"/> observations. Only blocks
/// without a valid checkpoint, and those that the inbox retracts from or a cut divides, are read.
/// </summary>
public sealed class CheckpointedHistory(IMindscapeStore store, ICheckpointStore checkpoints, CatalogSource catalogs, EngineOptions options)
{
    /// <summary>
    /// What the blocks that a fold took something back from come to, for as long as the person that was folded is in use.
    /// </summary>
    private readonly ConditionalWeakTable<StoredMindscape, List<HistoryBlock>> _hits = [];

    /// <summary>Folds the history and the inbox.</summary>
    /// <param name="stored">The person.</param>
    /// <param name="cut">The part of the history to fold; null for all of it.</param>
    /// <param name="trustsCheckpoints">False to read every observation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Null when the parts do not merge, and the history has to be folded in one piece.</returns>
    /// <exception cref="StoreUnavailableException">
    /// The store is throttled or cannot be reached, or a part of the history was retracted or erased while it was read.
    /// </exception>
    internal async Task<(Mindscape Mindscape, int Observations)?> FoldAsync(
        StoredMindscape stored, HistoryCut? cut, bool trustsCheckpoints, CancellationToken cancellationToken)
    {
        var run = new HistoryRun(stored, checkpoints, catalogs.Current);
        var blocks = await LoadAsync(run, stored, trustsCheckpoints, cancellationToken);
        var rest = await run.ReadRestAsync(blocks, cancellationToken);
        if (cut is not null)
        {
            // Before the zones of the cut have a part in it.
            await CheckUnmovedAsync(run, stored, cancellationToken);
            await SaveAsync(stored, blocks.Where(block => !block.IsHit), cancellationToken);
        }

        var included = cut is null ? blocks : await CutAsync(run, blocks, cut, cancellationToken);
        var tail = cut is null ? rest : [.. rest.Where(cut.Includes)];

        // The zones of a history are known once all of it was looked at; what was read by others is read again.
        var parts = included.Select(block => block.Part!).Append(run.Fold(tail, run.Zones)).ToList();
        var zones = MindscapePart.ZonesOf(parts);
        for (var i = 0; i < included.Count; i++)
        {
            if (!parts[i].IsReadBy(zones))
            {
                parts[i] = await run.FoldAsync(included[i], cut, zones, cancellationToken);
                included[i].Part = parts[i];
                included[i].IsFresh = cut is null;
            }
        }

        parts[^1] = parts[^1].IsReadBy(zones) ? parts[^1] : run.Fold(tail, zones);
        await CheckUnmovedAsync(run, stored, cancellationToken);
        if (cut is null)
        {
            await SaveAsync(stored, blocks.Where(block => !block.IsHit), cancellationToken);
            _hits.AddOrUpdate(stored, blocks.FindAll(block => block.IsHit));
        }

        return MindscapePart.Merge(stored.Mindscape.PersonId, parts, run.Catalog) is { } merged ? (merged, parts.Sum(part => part.Count)) : null;
    }

    /// <summary>
    /// Saves the checkpoints of the blocks from which a fold of <paramref name="basis"/> that is saved by now took something back. They
    /// were folded on the way, so nothing is read. Losing them costs time and nothing else, so an outage is no error.
    /// </summary>
    /// <returns>False when there may be others to save, for which the history has to be looked at.</returns>
    internal async Task<bool> SaveHitsAsync(StoredMindscape basis, Mindscape saved, CancellationToken cancellationToken)
    {
        var isTakingBack = basis.LastSequence > options.CheckpointInterval && basis.TakesBack;
        if (isTakingBack && _hits.TryGetValue(basis, out var hits))
        {
            isTakingBack = false;
            try
            {
                await SaveAsync(basis with { Mindscape = saved }, hits, cancellationToken);
            }
            catch (StoreUnavailableException)
            {
            }
        }

        return !isTakingBack && basis.LastSequence / options.CheckpointInterval == basis.Mindscape.LastSequence / options.CheckpointInterval;
    }

    /// <summary>
    /// Saves the checkpoints that the stored history lacks. Losing them costs time and nothing else, so an outage is no error.
    /// </summary>
    internal async Task CatchUpAsync(PersonId personId, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.ReadAsync(personId, cancellationToken) is not { IsErased: false } current)
            {
                return;
            }

            var stored = current with { Inbox = [], LastSequence = current.Mindscape.LastSequence };
            var run = new HistoryRun(stored, checkpoints, catalogs.Current);
            var blocks = await LoadAsync(run, stored, trustsCheckpoints: true, cancellationToken);
            await run.ReadRestAsync(blocks, cancellationToken);
            await CheckUnmovedAsync(run, stored, cancellationToken);
            await SaveAsync(stored, blocks, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
        }
    }

    /// <summary>Reads every folded observation and then the inbox, one by one.</summary>
    /// <returns>Whether an observation counted when <paramref name="stored"/> was read.</returns>
    internal async Task<Func<Observation, bool>> ReadAllAsync(
        StoredMindscape stored, ContentSelection? selection, Action<Observation> add, CancellationToken cancellationToken)
    {
        var run = new HistoryRun(stored, checkpoints, catalogs.Current);
        await run.ReadAsync(1, stored.Mindscape.LastSequence, selection, add, cancellationToken);
        foreach (var waiting in stored.Inbox)
        {
            add(waiting.Observation);
        }

        await CheckUnmovedAsync(run, stored, cancellationToken);
        return run.Stands;
    }

    private async Task<List<HistoryBlock>> LoadAsync(
        HistoryRun run, StoredMindscape stored, bool trustsCheckpoints, CancellationToken cancellationToken)
    {
        var size = options.CheckpointInterval;
        var blocks = Enumerable.Range(0, (int)(stored.Mindscape.LastSequence / size))
            .Select(i => new HistoryBlock(((long)i * size) + 1, (i + 1L) * size))
            .ToList();
        var hit = await run.FindHitsAsync(cancellationToken);
        blocks.ForEach(block => block.IsHit = hit.Any(number => number >= block.First && number <= block.Last));
        if (trustsCheckpoints && blocks.Count > 0)
        {
            await run.LoadAsync(blocks, cancellationToken);
        }

        foreach (var block in blocks.Where(block => block.Part is null))
        {
            block.Part = await run.FoldAsync(block, null, run.Zones, cancellationToken);
            block.IsFresh = true;
        }

        return blocks;
    }

    /// <summary>The blocks of which the cut includes anything, with what it includes.</summary>
    private static async Task<List<HistoryBlock>> CutAsync(
        HistoryRun run, List<HistoryBlock> blocks, HistoryCut cut, CancellationToken cancellationToken)
    {
        var included = new List<HistoryBlock>();
        foreach (var block in blocks)
        {
            var isIncluded = block.Part!.IsIncludedIn(cut);
            if (isIncluded != false)
            {
                included.Add(isIncluded == true
                    ? block
                    : new(block.First, block.Last) { Part = await run.FoldAsync(block, cut, run.Zones, cancellationToken) });
            }
        }

        return included;
    }

    private async Task SaveAsync(StoredMindscape stored, IEnumerable<HistoryBlock> blocks, CancellationToken cancellationToken)
    {
        var version = stored.Mindscape.Version;
        ImmutableArray<StoredCheckpoint> fresh =
        [
            .. blocks
                .Where(block => block.IsFresh)
                .Select(block => new StoredCheckpoint(block.First, block.Last, version, MindscapePartDocument.Write(block.Part!))),
        ];
        if (!fresh.IsEmpty)
        {
            await checkpoints.SaveCheckpointsAsync(stored, fresh, cancellationToken);
        }
    }

    /// <summary>
    /// The history is read in several steps. A retraction that was folded meanwhile, or an erase, leaves a set that never was, under the
    /// version of one that was.
    /// </summary>
    private async Task CheckUnmovedAsync(HistoryRun run, StoredMindscape stored, CancellationToken cancellationToken)
    {
        if (!run.IsEveryForgottenNamed || !await IsThereAsync(run, stored, cancellationToken))
        {
            throw new StoreUnavailableException("a part of the history was retracted or erased while it was read") { IsHistoryMoved = true };
        }
    }

    /// <summary>An erase takes all of the history at once, so its last observation tells whether it is still there.</summary>
    private async Task<bool> IsThereAsync(HistoryRun run, StoredMindscape stored, CancellationToken cancellationToken) =>
        await run.HasLastAsync(cancellationToken)
        || (await store.ReadAsync(stored.Mindscape.PersonId, cancellationToken) is { IsErased: false } current
            && current.Mindscape.Version == stored.Mindscape.Version);
}
