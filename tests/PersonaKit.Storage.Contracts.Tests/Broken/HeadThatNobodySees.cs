using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Returns rows without the head, as if there were no head check.</summary>
internal sealed class HeadThatNobodySees(IPersonaStore inner) : BrokenPersonaStore(inner)
{
    public override async ValueTask<PersonaLookup> FindAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken) =>
        (await Inner.FindAsync(personId, key, cancellationToken)) with { Head = MindscapeVersion.None };
}
