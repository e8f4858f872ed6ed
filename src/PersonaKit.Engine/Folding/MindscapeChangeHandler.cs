using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Folding;

/// <summary>
/// What a change of a mindscape document triggers: fold its inbox, save the next version, advance the head row. Driven by what the document
/// holds, so a redelivery finds nothing to fold, and a crash between the save and the head is repaired by the save's own delivery. The delivery of a
/// tombstone finishes an erase the same way.
/// </summary>
public sealed class MindscapeChangeHandler(
    IMindscapeStore mindscapes, IPersonaStore personas, MindscapeFolder folder, EngineOptions options, TimeProvider time)
{
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
                await personas.AdvanceHeadAsync(personId, stored.Mindscape.Version, cancellationToken);
                return FoldOutcome.Nothing;
            }

            var folded = await folder.FoldAsync(stored, cancellationToken) with
            {
                Version = stored.Mindscape.Version.Next(),
                UpdatedAt = Instants.Truncate(time.GetUtcNow()),
            };
            if (await mindscapes.ReplaceAsync(stored, folded, cancellationToken) == ReplaceOutcome.Saved)
            {
                await personas.AdvanceHeadAsync(personId, folded.Version, cancellationToken);
                return FoldOutcome.Advanced;
            }
        }

        // The write that won is itself on the feed.
        return FoldOutcome.Conflict;
    }
}
