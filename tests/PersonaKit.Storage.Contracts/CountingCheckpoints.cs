using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>Counts the observations that are read, and can hold back the checkpoints.</summary>
internal sealed class CountingCheckpoints(ICheckpointStore inner) : ICheckpointStore
{
    public int Read { get; set; }

    public Task Hold { get; set; } = Task.CompletedTask;

    public async Task<ImmutableArray<StoredCheckpoint>> ReadCheckpointsAsync(StoredMindscape stored, CancellationToken cancellationToken)
    {
        await Hold;
        return await inner.ReadCheckpointsAsync(stored, cancellationToken);
    }

    public Task<bool> SaveCheckpointsAsync(
        StoredMindscape stored, ImmutableArray<StoredCheckpoint> checkpoints, CancellationToken cancellationToken) =>
        inner.SaveCheckpointsAsync(stored, checkpoints, cancellationToken);

    public Task<ImmutableArray<AcceptedObservation>> FindFoldedAsync(
        StoredMindscape stored, IReadOnlyCollection<ObservationId> ids, CancellationToken cancellationToken) =>
        inner.FindFoldedAsync(stored, ids, cancellationToken);

    public async IAsyncEnumerable<AcceptedObservation> ReadFoldedRangeAsync(
        StoredMindscape stored, long first, long last, ContentSelection? selection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var accepted in inner.ReadFoldedRangeAsync(stored, first, last, selection, cancellationToken))
        {
            Read++;
            yield return accepted;
        }
    }
}
