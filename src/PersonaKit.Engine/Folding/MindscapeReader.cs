using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Storage;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Engine.Folding;

/// <summary>
/// Reads a mindscape with all accepted observations. Those that the feed has not folded yet are folded in memory; nothing is written.
/// </summary>
public sealed class MindscapeReader(IMindscapeStore store, MindscapeFolder folder, EngineOptions options, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The hash of the trait catalog that mindscapes are folded with.</summary>
    public string CatalogHash => folder.CatalogHash;

    /// <summary>
    /// Reads the mindscape. While the replica is behind, it is read again until <see cref="EngineOptions.ReadPatience"/> is over.
    /// </summary>
    /// <param name="personId">The person to read.</param>
    /// <param name="after">The receipt of a write that the result must include; null for none.</param>
    /// <param name="atLeast">The minimum version of the result.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    public Task<MindscapeOutcome> ReadAsync(PersonId personId, Receipt? after, MindscapeVersion atLeast, CancellationToken cancellationToken) =>
        ReadAsync(personId, after, atLeast, null, cancellationToken);

    /// <summary>As the other overload, for a part of the history.</summary>
    /// <param name="personId">The person to read.</param>
    /// <param name="after">The receipt of a write that the result must include; null for none.</param>
    /// <param name="atLeast">The minimum version of the result.</param>
    /// <param name="cut">The part of the history to fold; null for all of it.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="StoreUnavailableException">
    /// The store is throttled or cannot be reached, or in each of <see cref="EngineOptions.FoldAttempts"/> attempts a part of the history
    /// was taken back while it was read.
    /// </exception>
    public async Task<MindscapeOutcome> ReadAsync(
        PersonId personId, Receipt? after, MindscapeVersion atLeast, HistoryCut? cut, CancellationToken cancellationToken)
    {
        if (after is not null && !after.BelongsTo(personId))
        {
            return new MindscapeOutcome.ForeignReceipt();
        }

        var (started, attempt) = (time.GetTimestamp(), 1);
        while (true)
        {
            var stored = await store.ReadAsync(personId, cancellationToken);
            var isThere = stored is { IsErased: false };

            // A tombstone covers every earlier write, so no reader waits for erased observations.
            if ((stored?.VersionAhead ?? MindscapeVersion.None) >= atLeast && (stored?.LastSequence ?? 0) >= (after?.LastSequence ?? 0))
            {
                try
                {
                    return isThere ? await FoldAsync(stored!, cut, cancellationToken) : new MindscapeOutcome.UnknownPerson();
                }
                catch (StoreUnavailableException moved) when (moved.IsHistoryMoved && attempt++ < options.FoldAttempts)
                {
                    // A retraction or an erase was saved while the history was read: what is stored now says what counts.
                    continue;
                }
            }

            if (time.GetElapsedTime(started) >= options.ReadPatience)
            {
                return isThere ? new MindscapeOutcome.NotYetVisible(TimeSpan.FromSeconds(1)) : new MindscapeOutcome.UnknownPerson();
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>Reads what is seen of a person from each of several instants: what was observed by then.</summary>
    /// <param name="personId">The person to read.</param>
    /// <param name="instants">In any order.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// One for each instant, in their order, empty where nothing was observed by then; null when the person is unknown or erased.
    /// </returns>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    internal async Task<ImmutableArray<Mindscape>?> ReadEachAsync(
        PersonId personId, ImmutableArray<DateTimeOffset> instants, CancellationToken cancellationToken) =>
        await store.ReadAsync(personId, cancellationToken) is { IsErased: false } stored
            ? await folder.FoldEachAsync(stored, instants, cancellationToken)
            : null;

    private async ValueTask<MindscapeOutcome> FoldAsync(StoredMindscape stored, HistoryCut? cut, CancellationToken cancellationToken)
    {
        Spans.LinkRead(stored.Mindscape.FoldTrace, stored.Inbox);
        if (cut is null)
        {
            return new MindscapeOutcome.Found(await folder.FoldAsync(stored, cancellationToken));
        }

        return await folder.FoldAsync(stored, cut, cancellationToken) is { } past ? new MindscapeOutcome.Found(past) : new MindscapeOutcome.NothingThen();
    }
}
