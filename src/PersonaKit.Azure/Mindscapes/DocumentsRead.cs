using System.Runtime.CompilerServices;
using PersonaKit.Azure.Cosmos;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// Documents that were read, by the instance of their etag, so that a fold reads the history and replaces the document without reading it
/// again. An entry lives as long as the caller keeps the etag.
/// </summary>
internal sealed class DocumentsRead(CosmosDocuments documents)
{
    private readonly ConditionalWeakTable<string, HotDocument> _read = [];

    public void Keep(StoredMindscape stored, HotDocument document) => _read.AddOrUpdate(stored.ETag, document);

    public HotDocument? Find(StoredMindscape stored) => _read.TryGetValue(stored.ETag, out var document) ? document : null;

    /// <summary>The document as it was read, or else as it is now.</summary>
    public async Task<HotDocument?> FindOrReadAsync(StoredMindscape stored, CancellationToken cancellationToken) =>
        Find(stored) ?? await documents.ReadHotAsync(stored.Mindscape.PersonId, cancellationToken);
}
