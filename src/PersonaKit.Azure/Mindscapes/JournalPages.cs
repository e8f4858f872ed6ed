using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PersonaKit.Azure.Cosmos;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// The pages of a person's journal, in the partition of the hot document. A page only grows: a write stores the union of the stored and the
/// added observations under the etag that was read, so a losing fold cannot remove what another wrote. In a union the scrubbed form of an
/// observation always wins over its content, in either order.
/// </summary>
internal sealed class JournalPages(CosmosDocuments documents)
{
    private const int Attempts = 20;
    private const int DeletesAtOnce = 8;

    /// <summary>A person id contains no exclamation mark, so a page never has the id of a hot document.</summary>
    public static string IdOf(int page) => $"journal!{page:d6}";

    /// <summary>The page's observations that count, oldest first.</summary>
    public async Task<ImmutableArray<AcceptedObservation>> ReadAsync(PersonId personId, JournalEntry entry, CancellationToken cancellationToken)
    {
        var answer = await documents.ReadAsync(IdOf(entry.Page), personId.Value, cancellationToken);
        return answer.Done ? [.. Items(answer).Where(entry.Counts)] : throw await WhyMissingAsync(personId, entry.Page, cancellationToken);
    }

    /// <summary>The folded observations of a document with these numbers, oldest first. Reads only the pages that hold some of them.</summary>
    public async IAsyncEnumerable<AcceptedObservation> ReadFoldedAsync(
        HotDocument document, long first, long last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var entry in document.Journal.Where(entry => entry.First <= last && entry.Last >= first))
        {
            foreach (var accepted in (await ReadAsync(document.PersonId, entry, cancellationToken)).Where(IsWanted))
            {
                yield return accepted;
            }
        }

        foreach (var accepted in document.Recent.Where(IsWanted))
        {
            yield return accepted;
        }

        bool IsWanted(AcceptedObservation accepted) => accepted.Number >= first && accepted.Number <= last;
    }

    /// <summary>Deletes the pages of an erased history; a missing page is no error.</summary>
    public Task DeleteAsync(PersonId personId, ErasedPages pages, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(pages.First, pages.Last - pages.First + 1),
        new ParallelOptions { MaxDegreeOfParallelism = DeletesAtOnce, CancellationToken = cancellationToken },
        async (page, token) => await documents.DeleteAsync(IdOf(page), personId.Value, token));

    /// <summary>
    /// Adds to <paramref name="known"/> the observations that are in the journal. Reads only pages whose filter contains an id.
    /// </summary>
    public async Task FindAsync(
        PersonId personId,
        ImmutableArray<JournalEntry> journal,
        ImmutableArray<Observation> observations,
        KnownObservations known,
        CancellationToken cancellationToken)
    {
        foreach (var accepted in await FindAsync(personId, journal, [.. observations.Select(observation => observation.Id)], cancellationToken))
        {
            known.Add(accepted);
        }
    }

    /// <summary>Returns the observations with these ids that are in the journal. Reads only pages whose filter contains an id.</summary>
    public async Task<ImmutableArray<AcceptedObservation>> FindAsync(
        PersonId personId, ImmutableArray<JournalEntry> journal, IReadOnlyCollection<ObservationId> ids, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<AcceptedObservation>();
        foreach (var entry in journal)
        {
            var wanted = ids.Where(entry.Ids.MayContain).ToHashSet();
            if (wanted.Count > 0)
            {
                found.AddRange((await ReadAsync(personId, entry, cancellationToken)).Where(accepted => wanted.Contains(accepted.Observation.Id)));
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Removes the content of these observations from the journal. Returns the numbers of the pages it wrote.</summary>
    /// <param name="personId">Whose they are.</param>
    /// <param name="journal">Where they were found.</param>
    /// <param name="found">The observations.</param>
    /// <param name="ids">Their ids, among others.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyCollection<int>> ForgetAsync(
        PersonId personId,
        ImmutableArray<JournalEntry> journal,
        ImmutableArray<AcceptedObservation> found,
        IReadOnlySet<ObservationId> ids,
        CancellationToken cancellationToken)
    {
        var written = new List<int>();
        foreach (var accepted in found)
        {
            if (!accepted.Observation.IsForgotten)
            {
                var page = journal.First(entry => entry.Counts(accepted)).Page;
                await AddAsync(personId, new JournalPage(page, false, [accepted.Without(ids)]), cancellationToken);
                written.Add(page);
            }
        }

        return written;
    }

    public async Task AddAsync(PersonId personId, JournalPage page, CancellationToken cancellationToken)
    {
        var id = IdOf(page.Number);
        if (page.IsNew && !(await documents.CreateAsync(personId.Value, Write(personId, page.Number, page.Added), cancellationToken)).Conflict)
        {
            return;
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var answer = await documents.ReadAsync(id, personId.Value, cancellationToken);
            if (Union(answer.Done ? Items(answer) : [], page.Added) is not { } union)
            {
                return;
            }

            var body = Write(personId, page.Number, union);
            var written = answer.Done
                ? await documents.ReplaceAsync(id, personId.Value, body, answer.ETag, cancellationToken)
                : await documents.CreateAsync(personId.Value, body, cancellationToken);
            if (written.Done)
            {
                return;
            }
        }

        throw new StoreUnavailableException($"Cosmos DB: a journal page was changed by others in {Attempts} attempts");
    }

    /// <summary>A page that the current document no longer lists was deleted by an erase; a retry finds the tombstone.</summary>
    private async Task<Exception> WhyMissingAsync(PersonId personId, int page, CancellationToken cancellationToken) =>
        await documents.ReadHotAsync(personId, cancellationToken) is { } current && current.Journal.Any(entry => entry.Page == page)
            ? new FormatException($"page {page} of a journal is missing")
            : new StoreUnavailableException("Cosmos DB: the person was erased while the journal was read");

    /// <summary>The union, oldest first; null when it equals the stored observations.</summary>
    private static ImmutableArray<AcceptedObservation>? Union(ImmutableArray<AcceptedObservation> known, ImmutableArray<AcceptedObservation> added)
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

    private static ImmutableArray<AcceptedObservation> Items(CosmosAnswer answer) =>
        HotDocumentJson.ReadNumbered(HotDocumentJson.List(HotDocumentJson.ParseMap(answer.Body.Span), "observations"));

    private static byte[] Write(PersonId personId, int page, ImmutableArray<AcceptedObservation> observations)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using var writer = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("id", IdOf(page));
        writer.WriteString("person_id", personId.Value);
        writer.WriteString("kind", "journal");
        writer.WriteNumber("schema", 1);
        HotDocumentJson.WriteObservations(writer, "observations", observations);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
