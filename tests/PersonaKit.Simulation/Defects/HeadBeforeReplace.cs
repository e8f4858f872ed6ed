using PersonaKit.Core.Mindscapes;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Defects;

/// <summary>A head that is announced before the version it announces is saved.</summary>
internal sealed class HeadBeforeReplace : PlantedDefect
{
    public override IMindscapeStore Mindscapes(IMindscapeStore sound, IPersonaStore personas) => new Broken(sound, personas);

    private sealed class Broken(IMindscapeStore sound, IPersonaStore personas) : MindscapeStoreWrapper(sound)
    {
        public override async Task<ReplaceOutcome> ReplaceAsync(
            StoredMindscape basis,
            Mindscape folded,
            CancellationToken cancellationToken)
        {
            await personas.AdvanceHeadAsync(folded.PersonId, folded.Version, cancellationToken);
            return await Sound.ReplaceAsync(basis, folded, cancellationToken);
        }
    }
}
