using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Engine.Measuring;

/// <summary>Measures the calls of a checkpoint store.</summary>
internal sealed class MeasuredCheckpointStore(ICheckpointStore inner, StoreMetrics metrics) : ICheckpointStore
{
    private const string Store = "checkpoints";

    public Task<ImmutableArray<StoredCheckpoint>> ReadCheckpointsAsync(StoredMindscape stored, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "read", inner.ReadCheckpointsAsync(stored, cancellationToken));

    public Task<bool> SaveCheckpointsAsync(StoredMindscape stored, ImmutableArray<StoredCheckpoint> checkpoints, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "save", inner.SaveCheckpointsAsync(stored, checkpoints, cancellationToken));

    public Task<ImmutableArray<AcceptedObservation>> FindFoldedAsync(
        StoredMindscape stored, IReadOnlyCollection<ObservationId> ids, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "find_folded", inner.FindFoldedAsync(stored, ids, cancellationToken));

    public IAsyncEnumerable<AcceptedObservation> ReadFoldedRangeAsync(
        StoredMindscape stored, long first, long last, ContentSelection? selection, CancellationToken cancellationToken) =>
        new MeasuredPages<AcceptedObservation>(
            inner.ReadFoldedRangeAsync(stored, first, last, selection, cancellationToken), metrics, Store, "read_folded_range");
}
