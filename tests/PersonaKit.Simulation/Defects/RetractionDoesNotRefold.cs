using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Defects;

/// <summary>A fold that does not see retractions: what is taken back still counts.</summary>
internal sealed class RetractionDoesNotRefold : PlantedDefect
{
    public override IMindscapeStore Mindscapes(IMindscapeStore sound, IPersonaStore personas) => new Broken(sound);

    private sealed class Broken(IMindscapeStore sound) : MindscapeStoreWrapper(sound)
    {
        public override async Task<StoredMindscape?> ReadAsync(PersonId personId, CancellationToken cancellationToken) =>
            await Sound.ReadAsync(personId, cancellationToken) is { } stored
                ? stored with { Inbox = stored.Inbox.RemoveAll(accepted => accepted.Observation.Type == Retraction.Type) }
                : null;
    }
}
