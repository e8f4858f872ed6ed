using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Simulation.Documents;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation.Defects;

/// <summary>A tombstone that forgets the version: whoever lives again begins at 1, and the head knows better.</summary>
internal sealed class EraseRestartsVersion : PlantedDefect
{
    public override StoreRules? Rules => StoreRules.Azure;

    public override IDocuments Documents(IDocuments sound, DocumentDatabase database) => new Broken(sound);

    private sealed class Broken(IDocuments sound) : DocumentsWrapper(sound)
    {
        public override Task<bool> ReplaceAsync(PersonId personId, Document document) => Sound.ReplaceAsync(
            personId,
            document is HotDocument { ErasedAt: not null } tombstone
                ? tombstone with { State = tombstone.State with { Version = MindscapeVersion.None } }
                : document);
    }
}
