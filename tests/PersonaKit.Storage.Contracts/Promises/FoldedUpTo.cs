using System.Collections.Concurrent;
using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Promises;

/// <summary>Records which observations each saved mindscape version includes.</summary>
internal sealed class FoldedUpTo(IMindscapeStore inner) : IMindscapeStore
{
    private readonly ConcurrentDictionary<(PersonId, MindscapeVersion), long> _received = new();

    public long Of(PersonId personId, MindscapeVersion version) => _received.GetValueOrDefault((personId, version));

    public Task<AppendOutcome> AppendAsync(PersonId personId, ImmutableArray<Observation> observations, int inboxLimit, CancellationToken cancellationToken) =>
        inner.AppendAsync(personId, observations, inboxLimit, cancellationToken);

    public Task<StoredMindscape?> ReadAsync(PersonId personId, CancellationToken cancellationToken) => inner.ReadAsync(personId, cancellationToken);

    public async Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken)
    {
        var outcome = await inner.ReplaceAsync(basis, folded, cancellationToken);
        if (outcome == ReplaceOutcome.Saved)
        {
            _received[(folded.PersonId, folded.Version)] = folded.LastSequence;
        }

        return outcome;
    }

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
