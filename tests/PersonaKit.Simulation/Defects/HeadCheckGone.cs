using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Tables;

namespace PersonaKit.Simulation.Defects;

/// <summary>A find that shows no head: whatever row is there is served.</summary>
internal sealed class HeadCheckGone : PlantedDefect
{
    public override IPersonaStore Personas(IPersonaStore sound, PersonaTables tables, TimeProvider time) => new Broken(sound);

    private sealed class Broken(IPersonaStore sound) : PersonaStoreWrapper(sound)
    {
        public override async ValueTask<PersonaLookup> FindAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken) =>
            (await Sound.FindAsync(personId, key, cancellationToken)) with { Head = MindscapeVersion.None };
    }
}
