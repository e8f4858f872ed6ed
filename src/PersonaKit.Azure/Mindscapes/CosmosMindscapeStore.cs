using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Cosmos;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>Mindscapes in Cosmos DB: one hot document a person and a journal behind it. Point reads, point writes and patches, no query.</summary>
public sealed class CosmosMindscapeStore : IMindscapeStore
{
    private const int Attempts = 60;

    private readonly CosmosDocuments _documents;
    private readonly JournalPages _pages;
    private readonly ObservationAppend _append;
    private readonly PeopleSample _people;
    private readonly TraitCatalog _catalog;
    private readonly JournalLimits _limits;

    /// <summary>
    /// What was read, by the very tag it was handed out with: a fold then replaces without reading again. Nothing is kept longer than the caller
    /// keeps the tag.
    /// </summary>
    private readonly ConditionalWeakTable<string, HotDocument> _read = [];

    public CosmosMindscapeStore(Container container, TraitCatalog catalog, JournalLimits? limits = null)
    {
        (_catalog, _limits) = (catalog, limits ?? new JournalLimits());
        _documents = new CosmosDocuments(container);
        _pages = new JournalPages(_documents);
        _people = new PeopleSample(container);
        _append = new ObservationAppend(_documents, _pages, catalog);
    }

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

        // An append takes back what the journal knew already. Where it was cut off in between, this is what keeps the observation from counting twice.
        var inbox = document.Inbox;
        var journaled = new KnownObservations();
        await _pages.FindAsync(personId, document.Journal, [.. inbox.Select(accepted => accepted.Observation)], journaled, cancellationToken);
        var stored = document.ToStored([.. inbox.Where(accepted => !journaled.Contains(accepted.Observation.Id))], _catalog);
        _read.AddOrUpdate(stored.Tag, document);
        return stored;
    }

    public async Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken)
    {
        if (folded.Version <= basis.Mindscape.Version)
        {
            throw new ArgumentException($"a fold of version {basis.Mindscape.Version} cannot be saved as version {folded.Version}", nameof(folded));
        }

        var state = HotDocument.StateOf(folded with
        {
            Received = basis.Received,
            UpdatedAt = folded.UpdatedAt is { } updatedAt ? Instants.Truncate(updatedAt) : null,
        });
        _read.TryGetValue(basis.Tag, out var current);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            current ??= await _documents.ReadHotAsync(folded.PersonId, cancellationToken);
            if (current is null || current.Version != basis.Mindscape.Version.Value)
            {
                return ReplaceOutcome.Conflict;
            }

            var (next, pages) = JournalSpill.Of(
                current with
                {
                    State = state,
                    Inbox = [.. current.Inbox.Where(accepted => accepted.Number > basis.Received)],
                    Recent = [.. current.Recent, .. basis.Inbox],
                },
                _limits);

            // Before the replace: what leaves the hot document is somewhere at every instant.
            foreach (var page in pages)
            {
                await _pages.AddAsync(folded.PersonId, page, cancellationToken);
            }

            if ((await _documents.ReplaceHotAsync(next, cancellationToken)).Done)
            {
                return ReplaceOutcome.Saved;
            }

            current = null;
        }

        throw new StoreUnavailableException($"Cosmos DB: a fold was overtaken by {Attempts} appends");
    }

    public async IAsyncEnumerable<AcceptedObservation> ReadFoldedAsync(PersonId personId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await _documents.ReadHotAsync(personId, cancellationToken) is not { } document)
        {
            yield break;
        }

        foreach (var entry in document.Journal)
        {
            foreach (var accepted in await _pages.ReadAsync(personId, entry, cancellationToken))
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
        PersonId personId, long? before, int limit, CancellationToken cancellationToken)
    {
        if (limit <= 0 || await _documents.ReadHotAsync(personId, cancellationToken) is not { } document)
        {
            return [];
        }

        var journaled = new KnownObservations();
        await _pages.FindAsync(personId, document.Journal, [.. document.Inbox.Select(accepted => accepted.Observation)], journaled, cancellationToken);
        var newest = ImmutableArray.CreateBuilder<AcceptedObservation>();
        void Take(IEnumerable<AcceptedObservation> oldestFirst) =>
            newest.AddRange(oldestFirst.Reverse().Where(accepted => before is null || accepted.Number < before).Take(limit - newest.Count));

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
}
