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
            if (stored is null && after is null && atLeast == MindscapeVersion.None)
            {
                return new MindscapeOutcome.UnknownPerson();
            }

            if (stored is not null && stored.Mindscape.Version >= atLeast && stored.Received >= (after?.Received ?? 0))
            {
                return cut is null
                    ? new MindscapeOutcome.Found(await folder.FoldAsync(stored, cancellationToken))
                    : await folder.FoldAsync(stored, cut, cancellationToken) is { } past ? new MindscapeOutcome.Found(past) : new MindscapeOutcome.NothingThen();
            }

            if (time.GetElapsedTime(started) >= options.ReadPatience)
            {
                return stored is null ? new MindscapeOutcome.UnknownPerson() : new MindscapeOutcome.NotYetVisible(TimeSpan.FromSeconds(1));
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
