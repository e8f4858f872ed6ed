using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Uses the version of the latest row as the head, so that a late save makes an old persona valid again.</summary>
internal sealed class HeadOfTheLatestSave(IPersonaStore inner) : BrokenPersonaStore(inner)
{
    private MindscapeVersion _latest;

    public override ValueTask SaveAsync(PersonId personId, PersonaRow row, CancellationToken cancellationToken)
    {
        _latest = row.MindscapeVersion;
        return Inner.SaveAsync(personId, row, cancellationToken);
    }

    public override async ValueTask<PersonaLookup> FindAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken) =>
        (await Inner.FindAsync(personId, key, cancellationToken)) with { Head = _latest };
}
