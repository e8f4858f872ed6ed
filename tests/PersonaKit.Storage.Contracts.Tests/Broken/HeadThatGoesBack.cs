using System.Collections.Concurrent;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>The last writer of a head wins, not the highest.</summary>
internal sealed class HeadThatGoesBack(IPersonaStore inner) : BrokenPersonaStore(inner)
{
    private readonly ConcurrentDictionary<PersonId, MindscapeVersion> _heads = new();

    public override async ValueTask<PersonaLookup> FindAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken) =>
        (await Inner.FindAsync(personId, key, cancellationToken)) with { Head = _heads.GetValueOrDefault(personId) };

    public override Task AdvanceHeadAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken)
    {
        _heads[personId] = version;
        return Task.CompletedTask;
    }
}
