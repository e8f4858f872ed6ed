using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>A correct store from which broken ones derive.</summary>
internal abstract class BrokenPersonaStore(IPersonaStore inner) : IPersonaStore
{
    protected IPersonaStore Inner { get; } = inner;

    public virtual ValueTask<PersonaLookup> FindAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken) =>
        Inner.FindAsync(personId, key, cancellationToken);

    public virtual ValueTask SaveAsync(PersonId personId, PersonaRow row, CancellationToken cancellationToken) =>
        Inner.SaveAsync(personId, row, cancellationToken);

    public virtual Task AdvanceHeadAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken) =>
        Inner.AdvanceHeadAsync(personId, version, cancellationToken);

    public virtual Task<PersonaListing> ListAsync(PersonId personId, CancellationToken cancellationToken) => Inner.ListAsync(personId, cancellationToken);

    public virtual Task<int> PurgeExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Inner.PurgeExpiredAsync(now, limit, cancellationToken);

    public virtual Task DeleteOlderAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken) =>
        Inner.DeleteOlderAsync(personId, version, cancellationToken);

    public virtual Task EraseAsync(PersonId personId, MindscapeVersion tombstone, DateTimeOffset forgetAt, CancellationToken cancellationToken) =>
        Inner.EraseAsync(personId, tombstone, forgetAt, cancellationToken);
}
