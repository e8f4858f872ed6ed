using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Folding;

/// <summary>
/// Handles a change of a mindscape document: folds its inbox, saves the next version and advances the head row. It acts on what is stored,
/// so a redelivery finds nothing to fold. If the process stops after the save, the delivery of that save advances the head. The delivery of
/// a tombstone completes an erasure in the same way.
/// </summary>
public sealed class MindscapeChangeHandler(
    IMindscapeStore mindscapes, IPersonaStore personas, MindscapeFolder folder, EngineOptions options, TimeProvider time)
{
    /// <summary>Folds the inbox of a person, or completes an erasure. Safe to repeat.</summary>
    /// <param name="personId">The person whose document changed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was done; <see cref="FoldOutcome.Conflict"/> after <see cref="EngineOptions.FoldAttempts"/> lost attempts.</returns>
    /// <exception cref="StoreUnavailableException">
    /// A store is throttled or cannot be reached; the change must be delivered again.
    /// </exception>
    public async Task<FoldOutcome> HandleAsync(PersonId personId, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < options.FoldAttempts; attempt++)
        {
            var stored = await mindscapes.ReadAsync(personId, cancellationToken);
            if (stored is null)
            {
                return FoldOutcome.Nothing;
            }

            if (stored.ErasedAt is { } erasedAt)
            {
                await mindscapes.EraseLeftoversAsync(stored, cancellationToken);
                await personas.EraseAsync(personId, stored.Mindscape.Version, erasedAt + ErasureLifetimes.Head, cancellationToken);
                return FoldOutcome.Erased;
            }

            if (folder.IsCurrent(stored))
            {
                await personas.AnnounceAsync(personId, stored.Mindscape.Version, stored.HasTakenBack, cancellationToken);
                return FoldOutcome.Nothing;
            }

            await personas.CompleteAsync(stored, cancellationToken);
            var folded = await folder.FoldForFeedAsync(stored, cancellationToken) with
            {
                Version = stored.NextVersion,
                UpdatedAt = Instants.Truncate(time.GetUtcNow()),
            };
            if (await mindscapes.ReplaceAsync(stored, folded, cancellationToken) == ReplaceOutcome.Saved)
            {
                await personas.AnnounceAsync(personId, folded.Version, stored.TakesBack || stored.HasTakenBack, cancellationToken);
                await folder.KeepCheckpointsAsync(stored, folded, cancellationToken);
                return FoldOutcome.Advanced;
            }
        }

        // The write that won is on the feed too, so its delivery folds the rest.
        return FoldOutcome.Conflict;
    }
}
