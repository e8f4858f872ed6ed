using System.Net;
using Microsoft.Azure.Cosmos;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Cosmos;

/// <summary>
/// Point operations on one container, over the stream APIs: the JSON is ours, byte for byte, and no serializer of the SDK reads it. Outages come out as
/// <see cref="StoreUnavailableException"/>, what a caller has to decide on as an answer, everything else is a bug or a wrong setting.
/// </summary>
internal sealed class CosmosDocuments(Container container)
{
    private static readonly ItemRequestOptions Quiet = new() { EnableContentResponseOnWrite = false };

    public Task<CosmosAnswer> ReadAsync(string id, string partition, CancellationToken cancellationToken) =>
        SendAsync(() => container.ReadItemStreamAsync(id, new PartitionKey(partition), null, cancellationToken), cancellationToken);

    /// <summary>Answers "not modified", without a body, while the document's etag is <paramref name="known"/>.</summary>
    public Task<CosmosAnswer> ReadAsync(string id, string partition, string? known, CancellationToken cancellationToken) =>
        SendAsync(() => container.ReadItemStreamAsync(id, new PartitionKey(partition), new ItemRequestOptions { IfNoneMatchEtag = known }, cancellationToken), cancellationToken);

    public Task<CosmosAnswer> CreateAsync(string partition, byte[] body, CancellationToken cancellationToken) =>
        SendAsync(() => container.CreateItemStreamAsync(new MemoryStream(body), new PartitionKey(partition), Quiet, cancellationToken), cancellationToken);

    public Task<CosmosAnswer> UpsertAsync(string partition, byte[] body, CancellationToken cancellationToken) =>
        SendAsync(() => container.UpsertItemStreamAsync(new MemoryStream(body), new PartitionKey(partition), Quiet, cancellationToken), cancellationToken);

    /// <summary>There is no blind replace: what was read carries its etag, the write names it.</summary>
    public Task<CosmosAnswer> ReplaceAsync(string id, string partition, byte[] body, string etag, CancellationToken cancellationToken)
    {
        var options = new ItemRequestOptions { EnableContentResponseOnWrite = false, IfMatchEtag = etag };
        return SendAsync(() => container.ReplaceItemStreamAsync(new MemoryStream(body), id, new PartitionKey(partition), options, cancellationToken), cancellationToken);
    }

    /// <summary>Answers with the document as it is after the patch, which costs no request units.</summary>
    public Task<CosmosAnswer> PatchAsync(
        string id, string partition, IReadOnlyList<PatchOperation> operations, string predicate, CancellationToken cancellationToken)
    {
        var options = new PatchItemRequestOptions { FilterPredicate = predicate, EnableContentResponseOnWrite = true };
        return SendAsync(() => container.PatchItemStreamAsync(id, new PartitionKey(partition), operations, options, cancellationToken), cancellationToken);
    }

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
            throw new StoreUnavailableException($"Cosmos DB: {container.Id} is out of reach", fault, (fault as CosmosException)?.RetryAfter);
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
