using System.Collections.Immutable;
using PersonaKit.Azure.Cosmos;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// Appends observations to an inbox. Up to eight new ones are one patch without a read; the document is read only if the patch is refused.
/// The predicate cannot check ids in the journal. The patch therefore returns the document; if its filters and pages contain an id, the
/// repeated observation is removed from the inbox again. A batch that takes something back is decided on the document as it was read, and
/// written only if that is unchanged; what the read does not show is confirmed first, because a replica may be behind.
/// </summary>
internal sealed class ObservationAppend(CosmosDocuments documents, JournalPages pages, CatalogSource catalogs)
{
    private const int Attempts = 60;

    public async Task<AppendOutcome> RunAsync(PersonId personId, ImmutableArray<Observation> batch, int inboxLimit, CancellationToken cancellationToken)
    {
        var known = new KnownObservations();
        var takesBack = Retraction.NamedBy(batch).Count > 0;
        var isConfirmed = false;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var fresh = known.Fresh(batch);
            HotDocument? document = null;
            var isKnownMissing = false;
            if (!takesBack && fresh.Length <= AppendPatch.MaxObservations && fresh.Length <= inboxLimit)
            {
                var patch = new AppendPatch(fresh, inboxLimit);
                var answer = await documents.PatchAsync(personId.Value, personId.Value, patch.Operations, patch.Predicate, cancellationToken);
                if (answer.Done)
                {
                    return await SettleAsync(personId, batch, fresh, known, answer, cancellationToken);
                }

                if (answer.TooLarge)
                {
                    return new AppendOutcome.Full();
                }

                isKnownMissing = answer.Missing;
            }

            document = isKnownMissing ? null : await documents.ReadHotAsync(personId, cancellationToken);
            known = await KnownIn(document, batch, cancellationToken);
            if (takesBack && known.Refuse(batch, isPersonKnown: document is { ErasedAt: null }) is { } refused)
            {
                if (isConfirmed)
                {
                    return refused;
                }

                await documents.SeeLatestAsync(personId.Value, personId.Value, cancellationToken);
                isConfirmed = true;
                continue;
            }

            fresh = known.Fresh(batch);
            var received = document?.LastSequence ?? 0;
            if (fresh.IsEmpty)
            {
                return new AppendOutcome.Appended(known.Answer(batch, fresh, received));
            }

            var living = document is { ErasedAt: not null }
                ? document.Revive(catalogs.Current)
                : document ?? HotDocument.New(personId, catalogs.Current);
            var next = With(living, fresh);
            if (next.Inbox.Length > inboxLimit || SizeOf(next.Inbox) > JournalLimits.InboxBytes)
            {
                return new AppendOutcome.Full();
            }

            if (!takesBack && document is { ErasedAt: null } && fresh.Length <= AppendPatch.MaxObservations)
            {
                // Patch again with the new ones only. A patch needs no etag, so concurrent appends do not conflict.
                continue;
            }

            var written = document is null ? await documents.CreateHotAsync(next, cancellationToken) : await documents.ReplaceHotAsync(next, cancellationToken);
            if (written.Done)
            {
                return new AppendOutcome.Appended(known.Answer(batch, fresh, next.LastSequence));
            }

            if (written.TooLarge)
            {
                return new AppendOutcome.Full();
            }
        }

        throw new StoreUnavailableException($"Cosmos DB: an append was overtaken {Attempts} times");
    }

    private static HotDocument With(HotDocument document, ImmutableArray<Observation> fresh) => document with
    {
        LastSequence = document.LastSequence + fresh.Length,
        Inbox = [.. document.Inbox, .. fresh.Select((observation, i) => new AcceptedObservation(document.LastSequence + i + 1, observation))],
    };

    private static int SizeOf(ImmutableArray<AcceptedObservation> inbox) =>
        inbox.Sum(accepted => StoredObservation.Write(accepted.Observation, accepted.Number).Length);

    private async Task<KnownObservations> KnownIn(
        HotDocument? document, ImmutableArray<Observation> batch, CancellationToken cancellationToken)
    {
        var known = new KnownObservations();
        if (document is not null)
        {
            HashSet<ObservationId> ids = [.. batch.Select(observation => observation.Id), .. Retraction.NamedBy(batch)];
            var journaled = await pages.FindAsync(document, ids, cancellationToken);
            foreach (var accepted in journaled.Concat(document.Recent).Concat(document.Inbox))
            {
                known.Add(accepted);
            }
        }

        return known;
    }

    private async Task<AppendOutcome> SettleAsync(
        PersonId personId,
        ImmutableArray<Observation> batch,
        ImmutableArray<Observation> fresh,
        KnownObservations known,
        CosmosAnswer answer,
        CancellationToken cancellationToken)
    {
        var (received, journal) = HotDocumentJson.Skim(answer.Body.Span);
        var journaled = new KnownObservations();
        await pages.FindAsync(personId, journal, fresh, journaled, cancellationToken);
        var takenBack = fresh.Where(observation => journaled.Contains(observation.Id)).Select(observation => observation.Id).ToHashSet();
        if (takenBack.Count > 0)
        {
            await TakeBackAsync(personId, takenBack, received, cancellationToken);
            await pages.FindAsync(personId, journal, fresh, known, cancellationToken);
        }

        return new AppendOutcome.Appended(known.Answer(batch, fresh, received));
    }

    /// <summary>
    /// Removes them from the inbox. Their numbers are not reused, because a reader may have seen them. A fold that ran first has already
    /// dropped them.
    /// </summary>
    private async Task TakeBackAsync(PersonId personId, HashSet<ObservationId> ids, long upTo, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await documents.ReadHotAsync(personId, cancellationToken) is not { } document)
            {
                return;
            }

            ImmutableArray<AcceptedObservation> inbox = [.. document.Inbox.Where(accepted => accepted.Number > upTo || !ids.Contains(accepted.Observation.Id))];
            if (inbox.Length == document.Inbox.Length || (await documents.ReplaceHotAsync(document with { Inbox = inbox }, cancellationToken)).Done)
            {
                return;
            }
        }

        throw new StoreUnavailableException($"Cosmos DB: an append was overtaken {Attempts} times");
    }
}
