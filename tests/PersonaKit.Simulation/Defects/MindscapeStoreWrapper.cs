using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Defects;

/// <summary>Hands everything on; a defect overrides what it breaks.</summary>
internal class MindscapeStoreWrapper(IMindscapeStore sound) : IMindscapeStore
{
    protected IMindscapeStore Sound { get; } = sound;

    public virtual Task<AppendOutcome> AppendAsync(
        PersonId personId,
        ImmutableArray<Observation> observations,
        int inboxLimit,
        CancellationToken cancellationToken) =>
        Sound.AppendAsync(personId, observations, inboxLimit, cancellationToken);

    public virtual Task<StoredMindscape?> ReadAsync(PersonId personId, CancellationToken cancellationToken) =>
        Sound.ReadAsync(personId, cancellationToken);

    public virtual Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken) =>
        Sound.ReplaceAsync(basis, folded, cancellationToken);

    public virtual IAsyncEnumerable<AcceptedObservation> ReadFoldedAsync(PersonId personId, CancellationToken cancellationToken) =>
        Sound.ReadFoldedAsync(personId, cancellationToken);

    public Task<ImmutableArray<AcceptedObservation>> ReadNewestAsync(
        PersonId personId,
        long? before,
        int limit,
        CancellationToken cancellationToken) =>
        Sound.ReadNewestAsync(personId, before, limit, cancellationToken);

    public virtual Task<MindscapeVersion?> EraseAsync(PersonId personId, DateTimeOffset at, CancellationToken cancellationToken) =>
        Sound.EraseAsync(personId, at, cancellationToken);

    public Task EraseLeftoversAsync(StoredMindscape tombstone, CancellationToken cancellationToken) =>
        Sound.EraseLeftoversAsync(tombstone, cancellationToken);

    public Task<ImmutableArray<PersonId>> SamplePeopleAsync(int limit, CancellationToken cancellationToken) =>
        Sound.SamplePeopleAsync(limit, cancellationToken);
}
