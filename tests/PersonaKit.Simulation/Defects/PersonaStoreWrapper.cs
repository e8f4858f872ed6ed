using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Defects;

/// <summary>Hands everything on; a defect overrides what it breaks.</summary>
internal class PersonaStoreWrapper(IPersonaStore sound) : IPersonaStore
{
    protected IPersonaStore Sound { get; } = sound;

    public virtual ValueTask<PersonaLookup> FindAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken) =>
        Sound.FindAsync(personId, key, cancellationToken);

    public virtual ValueTask SaveAsync(PersonId personId, PersonaRow row, CancellationToken cancellationToken) =>
        Sound.SaveAsync(personId, row, cancellationToken);

    public virtual Task AdvanceHeadAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken) =>
        Sound.AdvanceHeadAsync(personId, version, cancellationToken);

    public virtual Task<PersonaListing> ListAsync(PersonId personId, CancellationToken cancellationToken) =>
        Sound.ListAsync(personId, cancellationToken);

    public virtual Task DeleteOlderAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken) =>
        Sound.DeleteOlderAsync(personId, version, cancellationToken);

    public virtual Task EraseAsync(
        PersonId personId,
        MindscapeVersion tombstone,
        DateTimeOffset forgetAt,
        CancellationToken cancellationToken) =>
        Sound.EraseAsync(personId, tombstone, forgetAt, cancellationToken);

    public virtual Task<int> PurgeExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Sound.PurgeExpiredAsync(now, limit, cancellationToken);
}
