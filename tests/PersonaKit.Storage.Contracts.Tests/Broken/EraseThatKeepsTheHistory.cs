using System.Collections.Concurrent;
using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Writes the tombstone but keeps the history.</summary>
internal sealed class EraseThatKeepsTheHistory(IMindscapeStore inner) : BrokenMindscapeStore(inner)
{
    private readonly ConcurrentDictionary<PersonId, ImmutableArray<AcceptedObservation>> _kept = new();

    public override async Task<MindscapeVersion?> EraseAsync(PersonId personId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        _kept[personId] = await ReadNewestAsync(personId, null, 1000, cancellationToken);
        return await Inner.EraseAsync(personId, at, cancellationToken);
    }

    public override async Task<ImmutableArray<AcceptedObservation>> ReadNewestAsync(PersonId personId, long? before, int limit, CancellationToken cancellationToken) =>
        [.. (await Inner.ReadNewestAsync(personId, before, limit, cancellationToken)).Concat(_kept.GetValueOrDefault(personId, [])).Take(limit)];
}
