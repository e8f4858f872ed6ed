using System.Collections.Concurrent;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Promises;

/// <summary>
/// Records every announced head outside the store under test, and delays each save by a random time, so that
/// heads advance between the build of a persona and its arrival.
/// </summary>
internal sealed class AnnouncedHeads(IPersonaStore inner, int seed) : IPersonaStore
{
    private readonly ConcurrentDictionary<PersonId, MindscapeVersion> _announced = new();
    private readonly Random _random = new(seed);

    public MindscapeVersion Of(PersonId personId) => _announced.GetValueOrDefault(personId);

    public ValueTask<PersonaLookup> FindAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken) =>
        inner.FindAsync(personId, key, cancellationToken);

    public async ValueTask SaveAsync(PersonId personId, PersonaRow row, CancellationToken cancellationToken)
    {
        int pause;
        lock (_random)
        {
            pause = _random.Next(4);
        }

        await Task.Delay(pause, cancellationToken);
        await inner.SaveAsync(personId, row, cancellationToken);
    }

    public async Task AdvanceHeadAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken)
    {
        await inner.AdvanceHeadAsync(personId, version, cancellationToken);
        Announce(personId, version);
    }

    public Task DeleteOlderAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken) =>
        inner.DeleteOlderAsync(personId, version, cancellationToken);

    public async Task EraseAsync(PersonId personId, MindscapeVersion tombstone, DateTimeOffset forgetAt, CancellationToken cancellationToken)
    {
        await inner.EraseAsync(personId, tombstone, forgetAt, cancellationToken);
        Announce(personId, tombstone);
    }

    public Task<PersonaListing> ListAsync(PersonId personId, CancellationToken cancellationToken) => inner.ListAsync(personId, cancellationToken);

    public Task<int> PurgeExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        inner.PurgeExpiredAsync(now, limit, cancellationToken);

    private void Announce(PersonId personId, MindscapeVersion version) =>
        _announced.AddOrUpdate(personId, version, (_, known) => known > version ? known : version);
}
