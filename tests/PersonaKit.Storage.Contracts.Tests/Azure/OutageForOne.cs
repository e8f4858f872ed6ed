using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>A store that is throttled for one person only.</summary>
internal sealed class OutageForOne(IMindscapeStore inner) : IMindscapeStore
{
    public PersonId? Throttled { get; set; }

    public Task<AppendOutcome> AppendAsync(PersonId personId, ImmutableArray<Observation> observations, int inboxLimit, CancellationToken cancellationToken) =>
        inner.AppendAsync(personId, observations, inboxLimit, cancellationToken);

    public Task<StoredMindscape?> ReadAsync(PersonId personId, CancellationToken cancellationToken) =>
        personId == Throttled ? throw new StoreUnavailableException("throttled") : inner.ReadAsync(personId, cancellationToken);

    public Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken) =>
        inner.ReplaceAsync(basis, folded, cancellationToken);

    public IAsyncEnumerable<AcceptedObservation> ReadFoldedAsync(PersonId personId, CancellationToken cancellationToken) =>
        inner.ReadFoldedAsync(personId, cancellationToken);

    public Task<ImmutableArray<AcceptedObservation>> FindAsync(
        PersonId personId, IReadOnlyCollection<ObservationId> ids, CancellationToken cancellationToken) =>
        inner.FindAsync(personId, ids, cancellationToken);

    public Task<ImmutableArray<AcceptedObservation>> ReadNewestAsync(PersonId personId, long? before, int limit, CancellationToken cancellationToken) =>
        inner.ReadNewestAsync(personId, before, limit, cancellationToken);

    public Task<MindscapeVersion?> EraseAsync(PersonId personId, DateTimeOffset at, CancellationToken cancellationToken) =>
        inner.EraseAsync(personId, at, cancellationToken);

    public Task EraseLeftoversAsync(StoredMindscape tombstone, CancellationToken cancellationToken) => inner.EraseLeftoversAsync(tombstone, cancellationToken);

    public Task<ImmutableArray<PersonId>> SamplePeopleAsync(int limit, CancellationToken cancellationToken) => inner.SamplePeopleAsync(limit, cancellationToken);
}
