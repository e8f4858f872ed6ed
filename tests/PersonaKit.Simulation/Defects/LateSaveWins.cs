using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Tables;

namespace PersonaKit.Simulation.Defects;

/// <summary>A save that takes the version of the moment for the version of what it saves.</summary>
internal sealed class LateSaveWins : PlantedDefect
{
    public override IPersonaStore Personas(IPersonaStore sound, PersonaTables tables, TimeProvider time) => new Broken(sound);

    private sealed class Broken(IPersonaStore sound) : PersonaStoreWrapper(sound)
    {
        public override async ValueTask SaveAsync(PersonId personId, PersonaRow row, CancellationToken cancellationToken)
        {
            var (head, _) = await Sound.FindAsync(personId, row.Key, cancellationToken);
            await Sound.SaveAsync(personId, row.MindscapeVersion < head ? row with { MindscapeVersion = head } : row, cancellationToken);
        }
    }
}
