using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>Counts the observations that are read, and can hold back the checkpoints.</summary>
internal sealed class CountingCheckpoints(ICheckpointStore inner) : ICheckpointStore
{
    public int Read { get; set; }

    public Task Hold { get; set; } = Task.CompletedTask;

    public async Task<ImmutableArray<StoredCheckpoint>> ReadCheckpointsAsync(PersonId personId, CancellationToken cancellationToken)
    {
        await Hold;
        return await inner.ReadCheckpointsAsync(personId, cancellationToken);
    }

    public Task<bool> SaveCheckpointsAsync(
        PersonId personId, MindscapeVersion version, ImmutableArray<StoredCheckpoint> checkpoints, CancellationToken cancellationToken) =>
        inner.SaveCheckpointsAsync(personId, version, checkpoints, cancellationToken);

    public async IAsyncEnumerable<AcceptedObservation> ReadFoldedRangeAsync(
        PersonId personId, long first, long last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var accepted in inner.ReadFoldedRangeAsync(personId, first, last, cancellationToken))
        {
            Read++;
            yield return accepted;
        }
    }
}
