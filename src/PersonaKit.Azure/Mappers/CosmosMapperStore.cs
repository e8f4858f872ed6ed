using System.Collections.Immutable;
using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Cosmos;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Mappers;

/// <summary>
/// Mappers in Cosmos DB: an immutable document for each revision's text, one index of all heads, and for each mapper a history that lists
/// the revisions that the index no longer holds. A revision exists, or becomes active, when the index is replaced under its etag. A text
/// whose replace of the index failed stays unused.
/// </summary>
internal sealed class CosmosMapperStore(Container container) : IMapperStore
{
    private const int Attempts = 60;

    /// <summary>The maximum size of an item in Cosmos DB is 2 MiB; the JSON of a text can be twice as long as the text.</summary>
    private const int MaxTextDocument = 2_000_000;

    private readonly CosmosDocuments _documents = new(container);

    public async Task<MapperIndex?> ReadIndexAsync(string? known, CancellationToken cancellationToken)
    {
        var answer = await _documents.ReadAsync(MapperDocuments.IndexId, MapperDocuments.IndexId, known is "" ? null : known, cancellationToken);
        return answer switch
        {
            { Missing: true } => known is "" ? null : new MapperIndex([], ""),
            { Unchanged: true } => null,
            _ => answer.ETag == known ? null : new MapperIndex(MapperDocuments.ReadIndex(answer.Body), answer.ETag),
        };
    }

    public async Task<MapperHistory?> ReadHistoryAsync(MapperId id, CancellationToken cancellationToken)
    {
        if (await FindHeadAsync(id, cancellationToken) is not { } head)
        {
            return null;
        }

        var (older, _) = await ReadOlderAsync(id, cancellationToken);
        IEnumerable<MapperRevision?> known = [head.Newest, head.Active, head.Seed, .. older];
        return new MapperHistory(head, [.. known.OfType<MapperRevision>().DistinctBy(revision => revision.Number).OrderByDescending(revision => revision.Number)]);
    }

    public async Task<StoredMapper?> FindAsync(MapperId id, int revision, CancellationToken cancellationToken) =>
        await FindHeadAsync(id, cancellationToken) is { } head && await FindRevisionAsync(head, revision, cancellationToken) is { } found
            ? await FindAsync(id, found, cancellationToken)
            : null;

    public async Task<StoredMapper?> FindAsync(MapperId id, MapperRevision revision, CancellationToken cancellationToken)
    {
        var name = MapperDocuments.TextId(id, revision);
        var answer = await _documents.ReadAsync(name, name, cancellationToken);
        return answer.Done ? new StoredMapper(id, revision.Number, MapperDocuments.ReadSource(answer.Body), revision.CreatedAt) { Origin = revision.Origin } : null;
    }

    public Task<MapperWriteOutcome> AddAsync(
        MapperId id, string source, MapperOrigin origin, DateTimeOffset at, string? etag, CancellationToken cancellationToken)
    {
        var digest = MapperRevision.DigestOf(source);
        return WriteAsync(id, AddAsync, cancellationToken);

        async Task<MapperWriteOutcome> AddAsync(MapperHead? head)
        {
            if (head is not null && head.Newest.Digest == digest)
            {
                return new MapperWriteOutcome.Saved(head.WithSameDraft(origin));
            }

            if (head?.ETag != etag)
            {
                return new MapperWriteOutcome.Conflict();
            }

            var revision = MapperRevision.Of((head?.Newest.Number ?? 0) + 1, source, origin, at);
            var text = MapperDocuments.WriteText(id, revision, source);
            if (text.Length > MaxTextDocument)
            {
                return new MapperWriteOutcome.TooLarge();
            }

            await _documents.UpsertAsync(MapperDocuments.TextId(id, revision), text, cancellationToken);
            if (head is not null)
            {
                await RememberAsync(id, head.Newest, cancellationToken);
            }

            return new MapperWriteOutcome.Saved(head?.WithDraft(revision) ?? MapperHead.Of(id, revision));
        }
    }

    public Task<MapperWriteOutcome> ActivateAsync(MapperId id, int revision, MapperOrigin by, string etag, CancellationToken cancellationToken) =>
        WriteAsync(
            id,
            async head => head?.ETag != etag ? new MapperWriteOutcome.Conflict()
                : await FindRevisionAsync(head, revision, cancellationToken) is { } found ? new MapperWriteOutcome.Saved(head.Activating(found, by))
                : new MapperWriteOutcome.UnknownRevision(),
            cancellationToken);

    public Task<MapperWriteOutcome> RetireAsync(MapperId id, MapperOrigin by, string etag, CancellationToken cancellationToken) =>
        WriteAsync(
            id,
            head => Task.FromResult<MapperWriteOutcome>(head?.ETag == etag ? new MapperWriteOutcome.Saved(head.Retiring(by)) : new MapperWriteOutcome.Conflict()),
            cancellationToken);

    /// <summary>
    /// Writes the head that <paramref name="decide"/> returns for the current one. The index is shared, so a concurrent change of another
    /// mapper costs one more attempt.
    /// </summary>
    private async Task<MapperWriteOutcome> WriteAsync(MapperId id, Func<MapperHead?, Task<MapperWriteOutcome>> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var index = await ReadIndexAsync(null, cancellationToken)
                ?? throw new InvalidOperationException("an unconditional read of the index returned 'not modified'");
            var head = index.Heads.FirstOrDefault(head => head.Id == id);
            var decided = await decide(head);
            if (decided is not MapperWriteOutcome.Saved saved)
            {
                return decided;
            }

            if (saved.Head == head)
            {
                return saved;
            }

            var body = MapperDocuments.WriteIndex(index.Heads.Where(other => other.Id != id).Append(saved.Head));
            var written = index.ETag is ""
                ? await _documents.CreateAsync(MapperDocuments.IndexId, body, cancellationToken)
                : await _documents.ReplaceAsync(MapperDocuments.IndexId, MapperDocuments.IndexId, body, index.ETag, cancellationToken);
            if (written.Done)
            {
                return saved;
            }
        }

        throw new StoreUnavailableException($"Cosmos DB: the mapper index was changed by others in {Attempts} attempts");
    }

    private async Task<MapperHead?> FindHeadAsync(MapperId id, CancellationToken cancellationToken) =>
        (await ReadIndexAsync(null, cancellationToken))?.Heads.FirstOrDefault(head => head.Id == id);

    private async Task<MapperRevision?> FindRevisionAsync(MapperHead head, int revision, CancellationToken cancellationToken)
    {
        foreach (var known in new[] { head.Newest, head.Active, head.Seed })
        {
            if (known?.Number == revision)
            {
                return known;
            }
        }

        var (older, _) = await ReadOlderAsync(head.Id, cancellationToken);
        return older.FirstOrDefault(known => known.Number == revision);
    }

    private async Task<(ImmutableArray<MapperRevision> Revisions, string? ETag)> ReadOlderAsync(MapperId id, CancellationToken cancellationToken)
    {
        var name = MapperDocuments.HistoryId(id);
        var answer = await _documents.ReadAsync(name, name, cancellationToken);
        return answer.Done ? (MapperDocuments.ReadHistory(answer.Body), answer.ETag) : ([], null);
    }

    /// <summary>
    /// Adds the revision to the history before the index replaces it. Safe to repeat: the entry stays true if the index write fails.
    /// </summary>
    private async Task RememberAsync(MapperId id, MapperRevision revision, CancellationToken cancellationToken)
    {
        var name = MapperDocuments.HistoryId(id);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (older, etag) = await ReadOlderAsync(id, cancellationToken);
            if (older.Any(known => known.Number == revision.Number))
            {
                return;
            }

            var body = MapperDocuments.WriteHistory(id, older.Append(revision));
            var written = etag is null
                ? await _documents.CreateAsync(name, body, cancellationToken)
                : await _documents.ReplaceAsync(name, name, body, etag, cancellationToken);
            if (written.Done)
            {
                return;
            }
        }

        throw new StoreUnavailableException($"Cosmos DB: the history of a mapper was changed by others in {Attempts} attempts");
    }
}
