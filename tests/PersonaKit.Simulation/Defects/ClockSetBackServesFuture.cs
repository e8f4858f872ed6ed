using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Tables;

namespace PersonaKit.Simulation.Defects;

/// <summary>A clock that is set back and rows from the future that look as if they were of now.</summary>
internal sealed class ClockSetBackServesFuture : PlantedDefect
{
    public override IPersonaStore Personas(IPersonaStore sound, PersonaTables tables, TimeProvider time) => new Broken(sound, time);

    private sealed class Broken(IPersonaStore sound, TimeProvider time) : PersonaStoreWrapper(sound)
    {
        public override async ValueTask<PersonaLookup> FindAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken)
        {
            var found = await Sound.FindAsync(personId, key, cancellationToken);
            return found.Row is { } row && row.GeneratedAt > time.GetUtcNow()
                ? found with { Row = row with { GeneratedAt = time.GetUtcNow() } }
                : found;
        }
    }
}
