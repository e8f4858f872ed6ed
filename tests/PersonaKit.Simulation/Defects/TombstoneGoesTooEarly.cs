using PersonaKit.Core.Observations;
using PersonaKit.Simulation.Documents;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation.Defects;

/// <summary>A tombstone that lives for a minute: the version begins again while heads and instances know the old one.</summary>
internal sealed class TombstoneGoesTooEarly : PlantedDefect
{
    public override StoreRules? Rules => StoreRules.Azure;

    public override IDocuments Documents(IDocuments sound, DocumentDatabase database) => new Broken(sound);

    private sealed class Broken(IDocuments sound) : DocumentsWrapper(sound)
    {
        public override Task<bool> ReplaceAsync(PersonId personId, Document document) => Sound.ReplaceAsync(
            personId, document is HotDocument { ErasedAt: not null } ? document with { TimeToLive = TimeSpan.FromMinutes(1) } : document);
    }
}
