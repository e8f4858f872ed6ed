using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Engine.Measuring;

/// <summary>
/// Measures the calls of a mindscape store. An enumeration is measured from its start to its end, with what its reader does in between
/// left out.
/// </summary>
internal sealed class MeasuredMindscapeStore(IMindscapeStore inner, StoreMetrics metrics) : IMindscapeStore
{
    private const string Store = "mindscapes";

    public Task<AppendOutcome> AppendAsync(PersonId personId, ImmutableArray<Observation> observations, int inboxLimit, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "append", inner.AppendAsync(personId, observations, inboxLimit, cancellationToken));

    public Task<StoredMindscape?> ReadAsync(PersonId personId, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "read", inner.ReadAsync(personId, cancellationToken));

    public Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "replace", inner.ReplaceAsync(basis, folded, cancellationToken));

    public IAsyncEnumerable<AcceptedObservation> ReadFoldedAsync(PersonId personId, CancellationToken cancellationToken) =>
        new MeasuredPages<AcceptedObservation>(inner.ReadFoldedAsync(personId, cancellationToken), metrics, Store, "read_folded");

    public Task<ImmutableArray<AcceptedObservation>> ReadNewestAsync(PersonId personId, long? before, int limit, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "read_newest", inner.ReadNewestAsync(personId, before, limit, cancellationToken));

    public Task<MindscapeVersion?> EraseAsync(PersonId personId, DateTimeOffset at, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "erase", inner.EraseAsync(personId, at, cancellationToken));

    public Task EraseLeftoversAsync(StoredMindscape tombstone, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "erase_leftovers", inner.EraseLeftoversAsync(tombstone, cancellationToken));

    public Task<ImmutableArray<PersonId>> SamplePeopleAsync(int limit, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "sample_people", inner.SamplePeopleAsync(limit, cancellationToken));
}
