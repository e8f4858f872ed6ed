using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Folding;

/// <summary>
/// Folds a person's whole history again. If the traits were not what follows from it, saves them under a version after that of every
/// reader who folded the wrong ones, so that cached personas are invalidated. If they were, nothing has to be saved.
/// </summary>
public sealed class MindscapeRebuilder(
    IMindscapeStore mindscapes, IPersonaStore personas, MindscapeFolder folder, EngineOptions options, TimeProvider time)
{
    /// <summary>Rebuilds the mindscape of a person from all observations.</summary>
    /// <param name="personId">The person to rebuild.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException">A store is throttled or cannot be reached.</exception>
    public async Task<RebuildOutcome> RebuildAsync(PersonId personId, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < options.FoldAttempts; attempt++)
        {
            if (await mindscapes.ReadAsync(personId, cancellationToken) is not { IsErased: false } stored)
            {
                return new RebuildOutcome.UnknownPerson();
            }

            await personas.CompleteAsync(stored, cancellationToken);
            var (folded, observations) = await folder.RebuildAsync(stored, cancellationToken);
            var isRepair = Differs(await folder.FoldAsync(stored, cancellationToken), folded);
            if (!isRepair && folder.IsCurrent(stored))
            {
                await personas.AnnounceAsync(personId, stored.Mindscape.Version, stored.HasTakenBack, cancellationToken);
                return new RebuildOutcome.Rebuilt(stored.Mindscape.Version, false, observations);
            }

            var next = folded with
            {
                Version = isRepair ? stored.NextVersion.Next() : stored.NextVersion,
                UpdatedAt = Instants.Truncate(time.GetUtcNow()),
                FoldTrace = null,
            };
            if (await mindscapes.ReplaceAsync(stored, next, cancellationToken) == ReplaceOutcome.Saved)
            {
                await personas.AnnounceAsync(personId, next.Version, stored.TakesBack || stored.HasTakenBack, cancellationToken);
                await folder.KeepCheckpointsAsync(stored, next, cancellationToken);
                return new RebuildOutcome.Rebuilt(next.Version, Differs(stored.Mindscape, folded), observations);
            }
        }

        return new RebuildOutcome.Conflict();
    }

    private static bool Differs(Mindscape before, Mindscape after) =>
        !MindscapeDocument.Write(before).AsSpan().SequenceEqual(
            MindscapeDocument.Write(after with { LastSequence = before.LastSequence, Version = before.Version }));
}
