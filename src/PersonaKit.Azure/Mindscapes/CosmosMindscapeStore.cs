using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Cosmos;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// Mindscapes in Cosmos DB: one hot document per person and its journal pages. Uses point reads, point writes and patches, never a query.
/// </summary>
internal sealed class CosmosMindscapeStore : IMindscapeStore
{
    private const int Attempts = 60;

    private readonly CosmosDocuments _documents;
    private readonly JournalPages _pages;
    private readonly Checkpoints _checkpoints;
    private readonly ObservationAppend _append;
    private readonly PeopleSample _people;
    private readonly CatalogSource _catalogs;
    private readonly JournalLimits _limits;

    private readonly DocumentsRead _read;

    public CosmosMindscapeStore(Container container, CatalogSource catalogs, JournalLimits? limits = null)
    {
        (_catalogs, _limits) = (catalogs, limits ?? new JournalLimits());
        _documents = new CosmosDocuments(container);
        _pages = new JournalPages(_documents);
        _people = new PeopleSample(container);
        _checkpoints = new Checkpoints(_documents);
        _read = new DocumentsRead(_documents);
        _append = new ObservationAppend(_documents, _pages, catalogs);
        Checkpoints = new CosmosCheckpointStore(_checkpoints, _pages, _read);
    }

    public ICheckpointStore Checkpoints { get; }

    public Task<AppendOutcome> AppendAsync(
        PersonId personId, ImmutableArray<Observation> observations, int inboxLimit, CancellationToken cancellationToken) =>
        observations.IsEmpty
            ? Task.FromResult<AppendOutcome>(new AppendOutcome.Appended([]))
            : _append.RunAsync(personId, observations, inboxLimit, cancellationToken);

    public async Task<StoredMindscape?> ReadAsync(PersonId personId, CancellationToken cancellationToken)
    {
        if (await _documents.ReadHotAsync(personId, cancellationToken) is not { } document)
        {
            return null;
        }

        // An append removes repeated observations from the inbox again. If it stopped before that, this check prevents counting them twice,
        // and the next fold removes them.
        var inbox = document.Inbox;
        var journaled = new KnownObservations();
        await _pages.FindAsync(personId, document.Journal, [.. inbox.Select(accepted => accepted.Observation)], journaled, cancellationToken);
        ImmutableArray<AcceptedObservation> once = [.. inbox.Where(accepted => !journaled.Contains(accepted.Observation.Id))];
        var stored = document.ToStored(once, _catalogs.Current) with { HasRepetitions = once.Length < inbox.Length };
        _read.Keep(stored, document);
        return stored;
    }

    public async Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken)
    {
        if (folded.Version <= basis.Mindscape.Version)
        {
            throw new ArgumentException($"a fold of version {basis.Mindscape.Version} cannot be saved as version {folded.Version}", nameof(folded));
        }

        var state = HotState.Of(folded with
        {
            LastSequence = basis.LastSequence,
            UpdatedAt = folded.UpdatedAt is { } updatedAt ? Instants.Truncate(updatedAt) : null,
        });
        var retracted = Retraction.NamedBy(basis.Inbox.Select(accepted => accepted.Observation));
        var current = _read.Find(basis);
        var written = new SortedSet<int>();
        var pagesBefore = current?.PagesBefore ?? 0;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            current ??= await _documents.ReadHotAsync(folded.PersonId, cancellationToken);
            if (basis.IsErased || current is not { ErasedAt: null } || current.Version != basis.Mindscape.Version.Value)
            {
                await TakeBackAsync(folded.PersonId, current, written, pagesBefore, cancellationToken);
                return ReplaceOutcome.Conflict;
            }

            await DeleteAsync(current, cancellationToken);
            pagesBefore = current.PagesBefore;
            var (next, pages) = JournalSpill.Of(
                current with
                {
                    ErasedPages = null,
                    HasTakenBack = retracted.Count > 0,
                    State = state,
                    // A repeated observation that is not yet removed from the inbox must not survive its retraction.
                    Inbox = [.. current.Inbox.Where(accepted => accepted.Number > basis.LastSequence && !retracted.Contains(accepted.Observation.Id))],
                    Recent = [.. current.Recent, .. basis.Inbox],
                },
                _limits,
                retracted);

            // Pages are written before the replace, so that no observation is missing at any time and no retracted content is left
            // afterwards.
            var hits = await _pages.FindAsync(current, retracted, cancellationToken);
            var numbers = hits.Concat(current.Recent.Where(accepted => retracted.Contains(accepted.Observation.Id))).Select(accepted => accepted.Number).ToList();
            await _checkpoints.TakeBackAsync(current, numbers, folded.Version, cancellationToken);
            written.UnionWith(await _pages.ForgetAsync(current, hits, retracted, cancellationToken));
            foreach (var page in pages)
            {
                written.Add(page.Number);
                await _pages.AddAsync(current, page, cancellationToken);
            }

            var answer = await _documents.ReplaceHotAsync(next, cancellationToken);
            if (answer.Done)
            {
                return ReplaceOutcome.Saved;
            }

            if (answer.TooLarge)
            {
                throw new InvalidOperationException("Cosmos DB: the folded document is larger than an item may be");
            }

            current = null;
        }

        throw new StoreUnavailableException($"Cosmos DB: a fold met a new append in each of {Attempts} attempts");
    }

    public async IAsyncEnumerable<AcceptedObservation> ReadFoldedAsync(PersonId personId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await _documents.ReadHotAsync(personId, cancellationToken) is { } document)
        {
            await foreach (var accepted in _pages.ReadFoldedAsync(document, 1, long.MaxValue, cancellationToken))
            {
                yield return accepted;
            }
        }
    }

    public async Task<ImmutableArray<AcceptedObservation>> ReadNewestAsync(
        PersonId personId, long? before, int limit, CancellationToken cancellationToken)
    {
        if (limit <= 0 || await _documents.ReadHotAsync(personId, cancellationToken) is not { } document)
        {
            return [];
        }

        var journaled = new KnownObservations();
        await _pages.FindAsync(personId, document.Journal, [.. document.Inbox.Select(accepted => accepted.Observation)], journaled, cancellationToken);
        var retracted = Retraction.NamedBy(document.Inbox.Select(accepted => accepted.Observation));
        var newest = ImmutableArray.CreateBuilder<AcceptedObservation>();
        void Take(IEnumerable<AcceptedObservation> oldestFirst) => newest.AddRange(oldestFirst.Reverse()
            .Where(accepted => before is null || accepted.Number < before)
            .Take(limit - newest.Count)
            .Select(accepted => accepted.Without(retracted)));

        Take(document.Inbox.Where(accepted => !journaled.Contains(accepted.Observation.Id)));
        Take(document.Recent);
        for (var i = document.Journal.Length - 1; i >= 0 && newest.Count < limit; i--)
        {
            if (before is null || document.Journal[i].First < before)
            {
                Take(await _pages.ReadAsync(personId, document.Journal[i], cancellationToken));
            }
        }

        return newest.ToImmutable();
    }

    public Task<ImmutableArray<PersonId>> SamplePeopleAsync(int limit, CancellationToken cancellationToken) => _people.TakeAsync(limit, cancellationToken);

    public async Task<MindscapeVersion?> EraseAsync(PersonId personId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var isConfirmed = false;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var document = await _documents.ReadHotAsync(personId, cancellationToken);
            if (document is not { ErasedAt: null } && !isConfirmed)
            {
                // Another instance may have accepted observations that this replica does not show yet.
                await _documents.SeeLatestAsync(personId.Value, personId.Value, cancellationToken);
                isConfirmed = true;
                continue;
            }

            if (document is null)
            {
                return null;
            }

            if (document.ErasedAt is not null)
            {
                await DeleteAsync(document, cancellationToken);
                return null;
            }

            // The tombstone first. It names the pages to delete, so that a later call can finish an erase that stopped here.
            var tombstone = document.Erase(at, _limits);
            if ((await _documents.ReplaceHotAsync(tombstone, cancellationToken)).Done)
            {
                await DeleteAsync(tombstone, cancellationToken);
                return new MindscapeVersion(tombstone.Version);
            }
        }

        throw new StoreUnavailableException($"Cosmos DB: the person was changed by others in {Attempts} attempts to erase");
    }

    public async Task EraseLeftoversAsync(StoredMindscape tombstone, CancellationToken cancellationToken)
    {
        if (await _read.FindOrReadAsync(tombstone, cancellationToken) is { } document)
        {
            await DeleteAsync(document, cancellationToken);
        }
    }

    /// <summary>Deletes what is left of an erased history. One that never moved to a journal left nothing.</summary>
    private async Task DeleteAsync(HotDocument document, CancellationToken cancellationToken)
    {
        if (document.ErasedPages is { } pages)
        {
            await _checkpoints.EraseAsync(document, cancellationToken);
            await _pages.DeleteAsync(document.PersonId, pages, cancellationToken);
        }
    }

    /// <summary>
    /// Deletes the pages that this fold wrote, if an erase won the race: they may have been written after the erase deleted its pages. If
    /// the process stops here, the feed redelivers the change, and its handler finds the tombstone.
    /// </summary>
    private async Task TakeBackAsync(PersonId personId, HotDocument? current, SortedSet<int> written, int pagesBefore, CancellationToken cancellationToken)
    {
        if (written.Count > 0 && (current is null || current.PagesBefore != pagesBefore))
        {
            await _pages.DeleteAsync(personId, new ErasedPages(written.Min, written.Max), cancellationToken);
        }
    }
}
