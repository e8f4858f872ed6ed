using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Tables;

namespace PersonaKit.Simulation.Defects;

/// <summary>A head that is what was announced last, and not the highest.</summary>
internal sealed class HeadLowered : PlantedDefect
{
    public override IPersonaStore Personas(IPersonaStore sound, PersonaTables tables, TimeProvider time) => new Broken(sound, tables);

    private sealed class Broken(IPersonaStore sound, PersonaTables tables) : PersonaStoreWrapper(sound)
    {
        public override async Task AdvanceHeadAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken)
        {
            await Sound.ListAsync(personId, cancellationToken);
            tables.WriteHead(personId, new(version, null));
        }
    }
}
