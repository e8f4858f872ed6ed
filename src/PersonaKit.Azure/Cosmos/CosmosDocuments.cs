using Microsoft.Azure.Cosmos;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Cosmos;

/// <summary>
/// Point operations on one container with the stream APIs, so that no serializer of the SDK changes the JSON. An outage throws
/// <see cref="StoreUnavailableException"/>; a refusal that callers handle is a return value; anything else is a bug or a wrong setting and
/// throws.
/// </summary>
internal sealed class CosmosDocuments(Container container)
{
    private static readonly ItemRequestOptions Quiet = new() { EnableContentResponseOnWrite = false };

    public Task<CosmosAnswer> ReadAsync(string id, string partition, CancellationToken cancellationToken) =>
        SendAsync(() => container.ReadItemStreamAsync(id, new PartitionKey(partition), null, cancellationToken), cancellationToken);

    /// <summary>Returns "not modified" without a body when the document's etag is still <paramref name="known"/>.</summary>
    public Task<CosmosAnswer> ReadAsync(string id, string partition, string? known, CancellationToken cancellationToken) =>
        SendAsync(() => container.ReadItemStreamAsync(id, new PartitionKey(partition), new ItemRequestOptions { IfNoneMatchEtag = known }, cancellationToken), cancellationToken);

    public Task<CosmosAnswer> CreateAsync(string partition, byte[] body, CancellationToken cancellationToken) =>
        SendAsync(() => container.CreateItemStreamAsync(new MemoryStream(body), new PartitionKey(partition), Quiet, cancellationToken), cancellationToken);

    public Task<CosmosAnswer> UpsertAsync(string partition, byte[] body, CancellationToken cancellationToken) =>
        SendAsync(() => container.UpsertItemStreamAsync(new MemoryStream(body), new PartitionKey(partition), Quiet, cancellationToken), cancellationToken);

    /// <summary>Replaces the document only if its etag is still the one that was read.</summary>
    public Task<CosmosAnswer> ReplaceAsync(string id, string partition, byte[] body, string etag, CancellationToken cancellationToken)
    {
        var options = new ItemRequestOptions { EnableContentResponseOnWrite = false, IfMatchEtag = etag };
        return SendAsync(() => container.ReplaceItemStreamAsync(new MemoryStream(body), id, new PartitionKey(partition), options, cancellationToken), cancellationToken);
    }

    /// <summary>Returns the document as it is after the patch. Returning it costs no request units.</summary>
    public Task<CosmosAnswer> PatchAsync(
        string id, string partition, IReadOnlyList<PatchOperation> operations, string predicate, CancellationToken cancellationToken)
    {
        var options = new PatchItemRequestOptions { FilterPredicate = predicate, EnableContentResponseOnWrite = true };
        return SendAsync(() => container.PatchItemStreamAsync(id, new PartitionKey(partition), operations, options, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// A write that is always refused. The refusal carries the session token of the document as it is, so the reads that follow see what
    /// every client had written by now. For an absence that decides something: a read may be answered by a replica that is behind.
    /// </summary>
    public Task<CosmosAnswer> SeeLatestAsync(string id, string partition, CancellationToken cancellationToken) =>
        PatchAsync(id, partition, [PatchOperation.Increment("/received", 0)], "FROM c WHERE c.kind = ''", cancellationToken);

    public Task<CosmosAnswer> DeleteAsync(string id, string partition, CancellationToken cancellationToken) =>
        SendAsync(() => container.DeleteItemStreamAsync(id, new PartitionKey(partition), Quiet, cancellationToken), cancellationToken);

    public async Task<CosmosAnswer> SendAsync(Func<Task<ResponseMessage>> send, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await send();
            if (CosmosFault.Of(response, container.Id) is { } fault)
            {
                throw fault;
            }

            return new CosmosAnswer(response.StatusCode, await BodyAsync(response, cancellationToken), response.Headers.ETag ?? "");
        }
        catch (Exception fault) when (CosmosFault.IsOutage(fault, cancellationToken))
        {
            throw new StoreUnavailableException($"Cosmos DB: {container.Id} cannot be reached", fault, (fault as CosmosException)?.RetryAfter);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(ResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode || response.Content is not { } content)
        {
            return default;
        }

        var body = new MemoryStream();
        await content.CopyToAsync(body, cancellationToken);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
