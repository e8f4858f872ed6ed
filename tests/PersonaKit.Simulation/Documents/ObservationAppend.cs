using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Documents;

/// <summary>
/// Takes observations into an inbox by the rules of the store in Cosmos DB: few new ones are one patch without a read before it, and one
/// that the journal knew is taken back afterwards; many, or somebody's first, or some that take others back, are a conditional write of the
/// whole document.
/// </summary>
internal sealed class ObservationAppend(IDocuments documents, JournalPages pages, TraitCatalog catalog)
{
    private const int Attempts = 60;
    private const int PatchedObservations = 3;

    public async Task<AppendOutcome> RunAsync(PersonId personId, ImmutableArray<Observation> batch, int inboxLimit)
    {
        var known = new KnownObservations();
        var takesBack = Retraction.NamedBy(batch).Count > 0;
        var isConfirmed = false;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var fresh = known.Fresh(batch);
            var isKnownMissing = false;
            if (!takesBack && fresh.Length <= PatchedObservations && fresh.Length <= inboxLimit)
            {
                var answer = await documents.AppendAsync(personId, fresh, inboxLimit);
                if (answer.Document is { } patched)
                {
                    return await SettleAsync(batch, fresh, known, patched);
                }

                isKnownMissing = answer.IsMissing;
            }

            var document = isKnownMissing ? null : (HotDocument?)await documents.ReadAsync(personId, personId.Value);
            known = await KnownInAsync(document, batch);
            if (takesBack && known.Refuse(batch, isPersonKnown: document is { ErasedAt: null }) is { } refused)
            {
                if (isConfirmed)
                {
                    return refused;
                }

                await documents.SeeLatestAsync(personId);
                isConfirmed = true;
                continue;
            }

            fresh = known.Fresh(batch);
            if (fresh.IsEmpty)
            {
                return new AppendOutcome.Appended(known.Answer(batch, fresh, document?.LastSequence ?? 0));
            }

            var next = (document is { ErasedAt: not null } ? document.Revive(catalog) : document ?? HotDocument.New(personId, catalog))
                .With(fresh);
            if (next.Inbox.Length > inboxLimit)
            {
                return new AppendOutcome.Full();
            }

            if (!takesBack && document is { ErasedAt: null } && fresh.Length <= PatchedObservations)
            {
                continue;
            }

            if (document is null ? await documents.CreateAsync(personId, next) : await documents.ReplaceAsync(personId, next))
            {
                return new AppendOutcome.Appended(known.Answer(batch, fresh, next.LastSequence));
            }
        }

        throw new StoreUnavailableException("simulated: an append was overtaken too often");
    }

    private async Task<KnownObservations> KnownInAsync(HotDocument? document, ImmutableArray<Observation> batch)
    {
        var known = new KnownObservations();
        if (document is not null)
        {
            HashSet<ObservationId> ids = [.. batch.Select(observation => observation.Id), .. Retraction.NamedBy(batch)];
            known.Add(await pages.FindAsync(document.PersonId, document.Journal, ids));
            known.Add(document.Recent.Concat(document.Inbox));
        }

        return known;
    }

    private async Task<AppendOutcome> SettleAsync(
        ImmutableArray<Observation> batch, ImmutableArray<Observation> fresh, KnownObservations known, HotDocument patched)
    {
        var journaled = await pages.FindAsync(patched.PersonId, patched.Journal, [.. fresh.Select(observation => observation.Id)]);
        if (!journaled.IsEmpty)
        {
            await TakeBackAsync(patched.PersonId, [.. journaled.Select(accepted => accepted.Observation.Id)], patched.LastSequence);
            known.Add(journaled);
        }

        return new AppendOutcome.Appended(known.Answer(batch, fresh, patched.LastSequence));
    }

    /// <summary>Out of the inbox again. Their numbers stay unused: a reader may have seen them already.</summary>
    private async Task TakeBackAsync(PersonId personId, HashSet<ObservationId> ids, long upTo)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await documents.ReadAsync(personId, personId.Value) is not HotDocument document)
            {
                return;
            }

            ImmutableArray<AcceptedObservation> inbox = [.. document.Inbox.Where(accepted => accepted.Number > upTo
                || !ids.Contains(accepted.Observation.Id))];
            if (inbox.Length == document.Inbox.Length || await documents.ReplaceAsync(personId, document with { Inbox = inbox }))
            {
                return;
            }
        }

        throw new StoreUnavailableException("simulated: an append was overtaken too often");
    }
}
