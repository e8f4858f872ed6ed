using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Storage;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Engine.Folding;

/// <summary>
/// Handles a change of a mindscape document: folds its inbox, saves the next version and advances the head row. It acts on what is stored,
/// so a redelivery finds nothing to fold. If the process stops after the save, the delivery of that save advances the head. The delivery of
/// a tombstone completes an erasure in the same way.
/// </summary>
public sealed class MindscapeChangeHandler(
    IMindscapeStore mindscapes,
    IPersonaStore personas,
    MindscapeFolder folder,
    EngineOptions options,
    TimeProvider time,
    EngineTelemetry? telemetry = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly FeedMetrics _metrics = (telemetry ?? EngineTelemetry.Default).Feed;

    /// <summary>Folds the inbox of a person, or completes an erasure. Safe to repeat.</summary>
    /// <param name="personId">The person whose document changed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was done; <see cref="FoldOutcome.Conflict"/> after <see cref="EngineOptions.FoldAttempts"/> lost attempts.</returns>
    /// <exception cref="StoreUnavailableException">
    /// A store is throttled or cannot be reached; the change must be delivered again.
    /// </exception>
    public Task<FoldOutcome> HandleAsync(PersonId personId, CancellationToken cancellationToken) =>
        HandleAsync(new MindscapeChange(personId, default), cancellationToken);

    /// <summary>
    /// As the other overload, for a delivered document that says what the read has to show. While the replica is behind, it is read again
    /// until <see cref="EngineOptions.ReadPatience"/> is over. Nothing is read of a document that has nothing left to fold.
    /// </summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was done; <see cref="FoldOutcome.Conflict"/> after <see cref="EngineOptions.FoldAttempts"/> lost attempts.</returns>
    /// <exception cref="StoreUnavailableException">
    /// A store is throttled or cannot be reached, or no replica that was read has the change; it must be delivered again.
    /// </exception>
    public async Task<FoldOutcome> HandleAsync(MindscapeChange change, CancellationToken cancellationToken)
    {
        var started = _metrics.Start();
        try
        {
            var outcome = await FoldAsync(change, cancellationToken);
            _metrics.Handled(started, NameOf(outcome));
            return outcome;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            _metrics.Handled(started, "failed", fault.GetType().Name);
            throw;
        }
    }

    private async Task<FoldOutcome> FoldAsync(MindscapeChange change, CancellationToken cancellationToken)
    {
        var personId = change.PersonId;
        if (string.Equals(change.SettledBy, folder.CatalogHash, StringComparison.Ordinal))
        {
            await personas.AnnounceAsync(personId, change.Position.Version, hasTakenBack: false, cancellationToken);
            return FoldOutcome.Nothing;
        }

        for (var attempt = 0; attempt < options.FoldAttempts; attempt++)
        {
            var stored = await ReadAsync(change, cancellationToken);
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

            if (await TryFoldAsync(stored, cancellationToken))
            {
                return FoldOutcome.Advanced;
            }
        }

        // The write that won is on the feed too, so its delivery folds the rest.
        return FoldOutcome.Conflict;
    }

    private async Task<bool> TryFoldAsync(StoredMindscape stored, CancellationToken cancellationToken)
    {
        using var span = Spans.Fold(stored.Inbox);
        try
        {
            await personas.CompleteAsync(stored, cancellationToken);
            var folded = await folder.FoldForFeedAsync(stored, cancellationToken) with
            {
                Version = stored.NextVersion,
                UpdatedAt = Instants.Truncate(time.GetUtcNow()),
                FoldTrace = Spans.TraceParentOf(span),
            };
            if (await mindscapes.ReplaceAsync(stored, folded, cancellationToken) != ReplaceOutcome.Saved)
            {
                span?.SetTag("personakit.fold.outcome", NameOf(FoldOutcome.Conflict));
                return false;
            }

            _metrics.Saved(stored.Inbox.Length, stored.Inbox.IsEmpty ? null : stored.Inbox.Min(accepted => accepted.Observation.ReceivedAt));
            span?.SetTag("personakit.fold.outcome", NameOf(FoldOutcome.Advanced));
            await personas.AnnounceAsync(stored.Mindscape.PersonId, folded.Version, stored.TakesBack || stored.HasTakenBack, cancellationToken);
            await folder.KeepCheckpointsAsync(stored, folded, cancellationToken);
            return true;
        }
        catch (Exception fault)
        {
            Spans.Fail(span, fault);
            throw;
        }
    }

    private static string NameOf(FoldOutcome outcome) => outcome switch
    {
        FoldOutcome.Advanced => "advanced",
        FoldOutcome.Conflict => "conflict",
        FoldOutcome.Erased => "erased",
        _ => "nothing",
    };

    private async Task<StoredMindscape?> ReadAsync(MindscapeChange change, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var stored = await mindscapes.ReadAsync(change.PersonId, cancellationToken);
            if (change.Position.IsReachedBy(stored))
            {
                return stored;
            }

            if (time.GetElapsedTime(started) >= options.ReadPatience)
            {
                throw new StoreUnavailableException("the replica does not have the delivered change yet");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
