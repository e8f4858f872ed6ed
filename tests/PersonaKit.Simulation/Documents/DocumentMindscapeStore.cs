using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Documents;

/// <summary>
/// Mindscapes by the rules of the store in Cosmos DB: one hot document a person and a journal behind it, each step a call of its own that
/// others come between.
/// </summary>
internal sealed class DocumentMindscapeStore(IDocuments documents, TraitCatalog catalog) : IMindscapeStore
{
    private const int Attempts = 60;

    private readonly JournalPages _pages = new(documents);
    private readonly ConditionalWeakTable<string, HotDocument> _read = [];

    public Task<AppendOutcome> AppendAsync(
        PersonId personId,
        ImmutableArray<Observation> observations,
        int inboxLimit,
        CancellationToken cancellationToken) =>
        new ObservationAppend(documents, _pages, catalog).RunAsync(personId, observations, inboxLimit);

    public async Task<StoredMindscape?> ReadAsync(PersonId personId, CancellationToken cancellationToken)
    {
        if (await ReadHotAsync(personId) is not { } document)
        {
            return null;
        }

        var once = await WithoutJournaledAsync(document);
        var stored = document.ToStored(once) with { HasRepetitions = once.Length < document.Inbox.Length };
        _read.AddOrUpdate(stored.ETag, document);
        return stored;
    }

    public async Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken)
    {
        var personId = folded.PersonId;
        var state = folded with { LastSequence = basis.LastSequence };
        var retracted = Retraction.NamedBy(basis.Inbox.Select(accepted => accepted.Observation));
        _read.TryGetValue(basis.ETag, out var current);
        var written = new SortedSet<int>();
        var pagesBefore = current?.PagesBefore ?? 0;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            current ??= await ReadHotAsync(personId);
            if (basis.IsErased || current is not { ErasedAt: null } || current.Version != basis.Mindscape.Version)
            {
                if (written.Count > 0 && (current is null || current.PagesBefore != pagesBefore))
                {
                    await _pages.DeleteAsync(personId, (written.Min, written.Max));
                }

                return ReplaceOutcome.Conflict;
            }

            if (current.ErasedPages is { } erased)
            {
                await _pages.DeleteAsync(personId, erased);
            }

            pagesBefore = current.PagesBefore;
            var (next, pages) = JournalSpill.Of(
                current with
                {
                    ErasedPages = null,
                    State = state,
                    HasTakenBack = retracted.Count > 0,
                    Inbox = [.. current.Inbox.Where(accepted => accepted.Number > basis.LastSequence
                        && !retracted.Contains(accepted.Observation.Id))],
                    Recent = [.. current.Recent, .. basis.Inbox],
                },
                retracted);

            // Before the replace: what leaves the hot document is somewhere at every instant, and what is retracted is nowhere after it.
            written.UnionWith(await _pages.ForgetAsync(personId, current.Journal, retracted));
            foreach (var page in pages)
            {
                written.Add(page.Number);
                await _pages.AddAsync(personId, page);
            }

            if (await documents.ReplaceAsync(personId, next))
            {
                return ReplaceOutcome.Saved;
            }

            current = null;
        }

        throw new StoreUnavailableException("simulated: a fold was overtaken too often");
    }

    public async IAsyncEnumerable<AcceptedObservation> ReadFoldedAsync(
        PersonId personId,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await ReadHotAsync(personId) is not { } document)
        {
            yield break;
        }

        foreach (var entry in document.Journal)
        {
            foreach (var accepted in await _pages.ReadAsync(personId, entry))
            {
                yield return accepted;
            }
        }

        foreach (var accepted in document.Recent)
        {
            yield return accepted;
        }
    }

    public async Task<ImmutableArray<AcceptedObservation>> ReadNewestAsync(
        PersonId personId,
        long? before,
        int limit,
        CancellationToken cancellationToken)
    {
        if (await ReadHotAsync(personId) is not { } document)
        {
            return [];
        }

        var all = new List<AcceptedObservation>();
        foreach (var entry in document.Journal)
        {
            all.AddRange(await _pages.ReadAsync(personId, entry));
        }

        all.AddRange(document.Recent);
        all.AddRange(await WithoutJournaledAsync(document));
        var retracted = Retraction.NamedBy(document.Inbox.Select(accepted => accepted.Observation));
        return [.. Enumerable.Reverse(all).Where(accepted => before is null
            || accepted.Number < before).Take(limit).Select(accepted => accepted.Without(retracted))];
    }

    public async Task<MindscapeVersion?> EraseAsync(PersonId personId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var isConfirmed = false;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            switch (await ReadHotAsync(personId))
            {
                case not { ErasedAt: null } when !isConfirmed:
                    await documents.SeeLatestAsync(personId);
                    isConfirmed = true;
                    break;
                case null:
                    return null;
                case { ErasedAt: not null } erased:
                    await DeleteAsync(erased);
                    return null;
                case var document:
                    var tombstone = document.Erase(Instants.Truncate(at), catalog);
                    if (await documents.ReplaceAsync(personId, tombstone))
                    {
                        await DeleteAsync(tombstone);
                        return tombstone.Version;
                    }

                    break;
            }
        }

        throw new StoreUnavailableException("simulated: an erase was overtaken too often");
    }

    public async Task EraseLeftoversAsync(StoredMindscape tombstone, CancellationToken cancellationToken)
    {
        if ((_read.TryGetValue(tombstone.ETag, out var read) ? read : await ReadHotAsync(tombstone.Mindscape.PersonId)) is { } document)
        {
            await DeleteAsync(document);
        }
    }

    public Task<ImmutableArray<PersonId>> SamplePeopleAsync(int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException("nobody previews in a schedule");

    /// <summary>
    /// An append takes back what the journal knew already. Where it was cut off in between, this keeps the observation from counting
    /// twice.
    /// </summary>
    private async Task<ImmutableArray<AcceptedObservation>> WithoutJournaledAsync(HotDocument document)
    {
        var journaled =
            await _pages.FindAsync(document.PersonId, document.Journal, [.. document.Inbox.Select(accepted => accepted.Observation.Id)]);
        var ids = journaled.Select(accepted => accepted.Observation.Id).ToHashSet();
        return [.. document.Inbox.Where(accepted => !ids.Contains(accepted.Observation.Id))];
    }

    private async Task<HotDocument?> ReadHotAsync(PersonId personId) => (HotDocument?)await documents.ReadAsync(personId, personId.Value);

    private Task DeleteAsync(HotDocument document) =>
        document.ErasedPages is { } pages ? _pages.DeleteAsync(document.PersonId, pages) : Task.CompletedTask;
}
