using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Documents;

/// <summary>
/// The pages of a person's journal. A page only ever grows, and what is forgotten in it stays so: a write is the union of what is there
/// and what comes.
/// </summary>
internal sealed class JournalPages(IDocuments documents)
{
    private const int Attempts = 20;

    public async Task<ImmutableArray<AcceptedObservation>> ReadAsync(PersonId personId, JournalEntry entry) =>
        await documents.ReadAsync(personId, PageDocument.IdOf(entry.Page)) is PageDocument page
            ? [.. page.Observations.Where(entry.Counts)]
            : throw await WhyMissingAsync(personId, entry.Page);

    public async Task<ImmutableArray<AcceptedObservation>> FindAsync(
        PersonId personId, ImmutableArray<JournalEntry> journal, IReadOnlyCollection<ObservationId> ids)
    {
        var found = ImmutableArray.CreateBuilder<AcceptedObservation>();
        foreach (var entry in journal)
        {
            var wanted = ids.Where(entry.Ids.Contains).ToHashSet();
            if (wanted.Count > 0)
            {
                found.AddRange((await ReadAsync(personId, entry)).Where(accepted => wanted.Contains(accepted.Observation.Id)));
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Takes what these observations said out of the pages that have them, and returns which pages it wrote.</summary>
    public async Task<IReadOnlyCollection<int>> ForgetAsync(
        PersonId personId,
        ImmutableArray<JournalEntry> journal,
        IReadOnlySet<ObservationId> ids)
    {
        var written = new List<int>();
        foreach (var accepted in await FindAsync(personId, journal, ids))
        {
            if (!accepted.Observation.IsForgotten)
            {
                var page = journal.First(entry => entry.Counts(accepted)).Page;
                await AddAsync(personId, new JournalPage(page, false, [accepted.Without(ids)]));
                written.Add(page);
            }
        }

        return written;
    }

    public async Task AddAsync(PersonId personId, JournalPage page)
    {
        var id = PageDocument.IdOf(page.Number);
        if (page.IsNew && await documents.CreateAsync(personId, new PageDocument { Id = id, Observations = page.Added }))
        {
            return;
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var stored = (PageDocument?)await documents.ReadAsync(personId, id);
            if (Union(stored?.Observations ?? [], page.Added) is not { } union)
            {
                return;
            }

            var next = new PageDocument { Id = id, Observations = union, ETag = stored?.ETag ?? "" };
            if (stored is null ? await documents.CreateAsync(personId, next) : await documents.ReplaceAsync(personId, next))
            {
                return;
            }
        }

        throw new StoreUnavailableException("simulated: a journal page was overtaken too often");
    }

    public async Task DeleteAsync(PersonId personId, (int First, int Last) pages)
    {
        for (var page = pages.First; page <= pages.Last; page++)
        {
            await documents.DeleteAsync(personId, PageDocument.IdOf(page));
        }
    }

    /// <summary>A page that goes while its document is in somebody's hand went with an erase.</summary>
    private async Task<Exception> WhyMissingAsync(PersonId personId, int page) =>
        await documents.ReadAsync(personId, personId.Value) is HotDocument current && current.Journal.Any(entry => entry.Page == page)
            ? new PromiseBrokenException($"P2: page {page} of the journal of {personId} is missing")
            : new StoreUnavailableException("simulated: the person was erased while the journal was read");

    private static ImmutableArray<AcceptedObservation>? Union(
        ImmutableArray<AcceptedObservation> known,
        ImmutableArray<AcceptedObservation> added)
    {
        var all = known.ToDictionary(accepted => accepted.Number);
        var isNew = false;
        foreach (var accepted in added)
        {
            if (!all.TryGetValue(accepted.Number, out var there) || (accepted.Observation.IsForgotten && !there.Observation.IsForgotten))
            {
                all[accepted.Number] = accepted;
                isNew = true;
            }
        }

        return isNew ? [.. all.Values.OrderBy(accepted => accepted.Number)] : null;
    }
}
