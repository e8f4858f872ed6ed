using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Folding;

/// <summary>
/// Reads a mindscape with everything accepted so far in it: what the feed has not folded yet is folded on the fly, and nothing is written.
/// </summary>
public sealed class MindscapeReader(IMindscapeStore store, MindscapeFolder folder, EngineOptions options, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The catalog everything read here is folded by.</summary>
    public string CatalogHash => folder.CatalogHash;

    /// <param name="after">The write the reader has to see, if any.</param>
    /// <param name="atLeast">The stored version the reader has to see: a replica behind it is asked again.</param>
    public Task<MindscapeOutcome> ReadAsync(PersonId personId, Receipt? after, MindscapeVersion atLeast, CancellationToken cancellationToken) =>
        ReadAsync(personId, after, atLeast, null, cancellationToken);

    /// <param name="cut">The part of the history to look back to; null for all of it.</param>
    public async Task<MindscapeOutcome> ReadAsync(
        PersonId personId, Receipt? after, MindscapeVersion atLeast, HistoryCut? cut, CancellationToken cancellationToken)
    {
        if (after is not null && !after.BelongsTo(personId))
        {
            return new MindscapeOutcome.ForeignReceipt();
        }

        var started = time.GetTimestamp();
        while (true)
        {
            var stored = await store.ReadAsync(personId, cancellationToken);
            var isThere = stored is { IsErased: false };

            // A tombstone answers for every write before it, so nobody waits for what was erased.
            if ((stored?.Mindscape.Version ?? MindscapeVersion.None) >= atLeast && (stored?.LastSequence ?? 0) >= (after?.LastSequence ?? 0))
            {
                return isThere ? await FoldAsync(stored!, cut, cancellationToken) : new MindscapeOutcome.UnknownPerson();
            }

            if (time.GetElapsedTime(started) >= options.ReadPatience)
            {
                return isThere ? new MindscapeOutcome.NotYetVisible(TimeSpan.FromSeconds(1)) : new MindscapeOutcome.UnknownPerson();
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async ValueTask<MindscapeOutcome> FoldAsync(StoredMindscape stored, HistoryCut? cut, CancellationToken cancellationToken)
    {
        if (cut is null)
        {
            return new MindscapeOutcome.Found(await folder.FoldAsync(stored, cancellationToken));
        }

        return await folder.FoldAsync(stored, cut, cancellationToken) is { } past ? new MindscapeOutcome.Found(past) : new MindscapeOutcome.NothingThen();
    }
}
