using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Tables;

namespace PersonaKit.Simulation.Defects;

/// <summary>A purge whose now is an hour ahead.</summary>
internal sealed class PurgeDeletesLiveRows : PlantedDefect
{
    public override IPersonaStore Personas(IPersonaStore sound, PersonaTables tables, TimeProvider time) => new Broken(sound);

    private sealed class Broken(IPersonaStore sound) : PersonaStoreWrapper(sound)
    {
        public override Task<int> PurgeExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
            Sound.PurgeExpiredAsync(now.AddHours(1), limit, cancellationToken);
    }
}
