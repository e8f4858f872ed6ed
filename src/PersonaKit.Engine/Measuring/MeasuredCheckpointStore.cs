using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Engine.Measuring;

/// <summary>Measures the calls of a checkpoint store.</summary>
internal sealed class MeasuredCheckpointStore(ICheckpointStore inner, StoreMetrics metrics) : ICheckpointStore
{
    private const string Store = "checkpoints";

    public Task<ImmutableArray<StoredCheckpoint>> ReadCheckpointsAsync(PersonId personId, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "read", inner.ReadCheckpointsAsync(personId, cancellationToken));

    public Task<bool> SaveCheckpointsAsync(
        PersonId personId, MindscapeVersion version, ImmutableArray<StoredCheckpoint> checkpoints, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "save", inner.SaveCheckpointsAsync(personId, version, checkpoints, cancellationToken));

    public IAsyncEnumerable<AcceptedObservation> ReadFoldedRangeAsync(PersonId personId, long first, long last, CancellationToken cancellationToken) =>
        new MeasuredPages<AcceptedObservation>(inner.ReadFoldedRangeAsync(personId, first, last, cancellationToken), metrics, Store, "read_folded_range");
}
