using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Schedules;
using PersonaKit.Simulation.Tables;

namespace PersonaKit.Simulation.Defects;

/// <summary>An erase that leaves what was built of the person.</summary>
internal sealed class EraseKeepsRows : PlantedDefect
{
    public override StoreRules? Rules => StoreRules.Azure;

    public override IPersonaStore Personas(IPersonaStore sound, PersonaTables tables, TimeProvider time) => new Broken(sound, tables);

    private sealed class Broken(IPersonaStore sound, PersonaTables tables) : PersonaStoreWrapper(sound)
    {
        public override async Task EraseAsync(
            PersonId personId,
            MindscapeVersion tombstone,
            DateTimeOffset forgetAt,
            CancellationToken cancellationToken)
        {
            await Sound.ListAsync(personId, cancellationToken);
            if ((tables.Head(personId)?.Head.Version ?? MindscapeVersion.None) < tombstone)
            {
                tables.WriteHead(personId, new(tombstone, forgetAt));
            }
        }
    }
}
