using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// Checkpoints in Cosmos DB, and parts of the history as it was when the person was read: the hot document lists the pages that hold them.
/// </summary>
internal sealed class CosmosCheckpointStore(Checkpoints checkpoints, JournalPages pages, DocumentsRead read) : ICheckpointStore
{
    public async Task<ImmutableArray<StoredCheckpoint>> ReadCheckpointsAsync(StoredMindscape stored, CancellationToken cancellationToken) =>
        await read.FindOrReadAsync(stored, cancellationToken) is { ErasedAt: null } document ? await checkpoints.ReadAsync(document, cancellationToken) : [];

    /// <summary>A person without a journal is read whole by one read, and has none.</summary>
    public async Task<bool> SaveCheckpointsAsync(
        StoredMindscape stored, ImmutableArray<StoredCheckpoint> fresh, CancellationToken cancellationToken) =>
        fresh.All(checkpoint => checkpoint.Last <= stored.Mindscape.LastSequence)
        && await read.FindOrReadAsync(stored, cancellationToken) is { ErasedAt: null, Journal.IsEmpty: false } document
        && await checkpoints.SaveAsync(document, fresh, cancellationToken);

    public async Task<ImmutableArray<AcceptedObservation>> FindFoldedAsync(
        StoredMindscape stored, IReadOnlyCollection<ObservationId> ids, CancellationToken cancellationToken)
    {
        if (await read.FindOrReadAsync(stored, cancellationToken) is not { } document)
        {
            return [];
        }

        var journaled = await pages.FindAsync(document, ids, cancellationToken);
        return [.. journaled, .. document.Recent.Where(accepted => ids.Contains(accepted.Observation.Id))];
    }

    public async IAsyncEnumerable<AcceptedObservation> ReadFoldedRangeAsync(
        StoredMindscape stored, long first, long last, ContentSelection? selection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await read.FindOrReadAsync(stored, cancellationToken) is not { } document)
        {
            yield break;
        }

        await foreach (var accepted in pages.ReadFoldedAsync(document, first, last, cancellationToken))
        {
            yield return accepted;
        }
    }
}
