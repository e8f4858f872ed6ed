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
    public async Task<ImmutableArray<AcceptedObservation>> ReadAsync(PersonId personId, JournalEntry entry, CancellationToken cancellationToken) =>
        [.. (await ReadWholeAsync(personId, entry, cancellationToken)).Items.Where(entry.Counts)];

    /// <summary>
    /// The folded observations of a document with these numbers, oldest first. Reads only the pages that hold some of them.
    /// </summary>
    public async IAsyncEnumerable<AcceptedObservation> ReadFoldedAsync(
        HotDocument document, long first, long last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var entry in document.Journal.Where(entry => entry.First <= last && entry.Last >= first))
        {
            var items = document.Found.Find(entry.Page)?.Items ?? (await ReadWholeAsync(document.PersonId, entry, cancellationToken)).Items;
            foreach (var accepted in items.Where(entry.Counts).Where(IsWanted))
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
        foreach (var accepted in await FindAsync(personId, journal, new FoundPages(), [.. observations.Select(observation => observation.Id)], cancellationToken))
        {
            known.Add(accepted);
        }
    }

    /// <summary>Returns the observations with these ids that are in the journal. Reads only pages whose filter contains an id.</summary>
    public Task<ImmutableArray<AcceptedObservation>> FindAsync(
        HotDocument document, IReadOnlyCollection<ObservationId> ids, CancellationToken cancellationToken) =>
        FindAsync(document.PersonId, document.Journal, document.Found, ids, cancellationToken);

    /// <summary>Removes the content of these observations from the journal. Returns the numbers of the pages it wrote.</summary>
    /// <param name="document">The document that lists the pages.</param>
    /// <param name="found">The observations.</param>
    /// <param name="ids">Their ids, among others.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyCollection<int>> ForgetAsync(
        HotDocument document, ImmutableArray<AcceptedObservation> found, IReadOnlySet<ObservationId> ids, CancellationToken cancellationToken)
    {
        var written = new List<int>();
        foreach (var accepted in found)
        {
            if (!accepted.Observation.IsForgotten)
            {
                var page = document.Journal.First(entry => entry.Counts(accepted)).Page;
                await AddAsync(document, new JournalPage(page, false, [accepted.Without(ids)]), cancellationToken);
                written.Add(page);
            }
        }

        return written;
    }

    public async Task AddAsync(HotDocument document, JournalPage page, CancellationToken cancellationToken)
    {
        var (personId, id) = (document.PersonId, IdOf(page.Number));
        if (page.IsNew && !(await documents.CreateAsync(personId.Value, Write(personId, page.Number, page.Added), cancellationToken)).Conflict)
        {
            return;
        }

        var known = document.Found.Find(page.Number);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (items, etag) = known ?? await ReadOrNoneAsync(personId, page.Number, cancellationToken);
            if (Union(items, page.Added) is not { } union)
            {
                return;
            }

            var body = Write(personId, page.Number, union);
            var written = etag.Length > 0
                ? await documents.ReplaceAsync(id, personId.Value, body, etag, cancellationToken)
                : await documents.CreateAsync(personId.Value, body, cancellationToken);
            if (written.Done)
            {
                document.Found.Forget(page.Number);
                return;
            }

            known = null;
        }

        throw new StoreUnavailableException($"Cosmos DB: a journal page was changed by others in {Attempts} attempts");
    }

    private async Task<ImmutableArray<AcceptedObservation>> FindAsync(
        PersonId personId,
        ImmutableArray<JournalEntry> journal,
        FoundPages known,
        IReadOnlyCollection<ObservationId> ids,
        CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<AcceptedObservation>();
        foreach (var entry in journal)
        {
            var wanted = ids.Where(entry.Ids.MayContain).ToHashSet();
            if (wanted.Count > 0)
            {
                if (known.Find(entry.Page) is not var (items, etag))
                {
                    (items, etag) = await ReadWholeAsync(personId, entry, cancellationToken);
                    known.Keep(entry.Page, items, etag);
                }

                found.AddRange(items.Where(entry.Counts).Where(accepted => wanted.Contains(accepted.Observation.Id)));
            }
        }

        return found.ToImmutable();
    }

    private async Task<(ImmutableArray<AcceptedObservation> Items, string ETag)> ReadWholeAsync(
        PersonId personId, JournalEntry entry, CancellationToken cancellationToken) =>
        await ReadOrNoneAsync(personId, entry.Page, cancellationToken) is { ETag.Length: > 0 } page
            ? page
            : throw await WhyMissingAsync(personId, entry.Page, cancellationToken);

    private async Task<(ImmutableArray<AcceptedObservation> Items, string ETag)> ReadOrNoneAsync(
        PersonId personId, int page, CancellationToken cancellationToken)
    {
        var answer = await documents.ReadAsync(IdOf(page), personId.Value, cancellationToken);
        return answer.Done ? (Items(answer), answer.ETag) : ([], "");
    }

    /// <summary>A page that the current document no longer lists was deleted by an erase; a retry finds the tombstone.</summary>
    private async Task<Exception> WhyMissingAsync(PersonId personId, int page, CancellationToken cancellationToken) =>
        await documents.ReadHotAsync(personId, cancellationToken) is { } current && current.Journal.Any(entry => entry.Page == page)
            ? new FormatException($"page {page} of a journal is missing")
            : new StoreUnavailableException("Cosmos DB: the person was erased while the journal was read") { IsHistoryMoved = true };

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
