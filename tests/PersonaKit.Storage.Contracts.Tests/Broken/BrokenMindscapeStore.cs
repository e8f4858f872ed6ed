using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>A correct store from which broken ones derive.</summary>
internal abstract class BrokenMindscapeStore(IMindscapeStore inner) : IMindscapeStore
{
    protected IMindscapeStore Inner { get; } = inner;

    public virtual Task<AppendOutcome> AppendAsync(
        PersonId personId, ImmutableArray<Observation> observations, int inboxLimit, CancellationToken cancellationToken) =>
        Inner.AppendAsync(personId, observations, inboxLimit, cancellationToken);

    public virtual Task<StoredMindscape?> ReadAsync(PersonId personId, CancellationToken cancellationToken) => Inner.ReadAsync(personId, cancellationToken);

    public virtual Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken) =>
        Inner.ReplaceAsync(basis, folded, cancellationToken);

    public virtual IAsyncEnumerable<AcceptedObservation> ReadFoldedAsync(PersonId personId, CancellationToken cancellationToken) =>
        Inner.ReadFoldedAsync(personId, cancellationToken);

    public virtual Task<ImmutableArray<AcceptedObservation>> ReadNewestAsync(PersonId personId, long? before, int limit, CancellationToken cancellationToken) =>
        Inner.ReadNewestAsync(personId, before, limit, cancellationToken);

    public virtual Task<MindscapeVersion?> EraseAsync(PersonId personId, DateTimeOffset at, CancellationToken cancellationToken) =>
        Inner.EraseAsync(personId, at, cancellationToken);

    public virtual Task EraseLeftoversAsync(StoredMindscape tombstone, CancellationToken cancellationToken) => Inner.EraseLeftoversAsync(tombstone, cancellationToken);

    public virtual Task<ImmutableArray<PersonId>> SamplePeopleAsync(int limit, CancellationToken cancellationToken) =>
        Inner.SamplePeopleAsync(limit, cancellationToken);
}
