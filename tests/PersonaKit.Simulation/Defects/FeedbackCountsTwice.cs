using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Defects;

/// <summary>A fold that is handed every vote twice.</summary>
internal sealed class FeedbackCountsTwice : PlantedDefect
{
    public override IMindscapeStore Mindscapes(IMindscapeStore sound, IPersonaStore personas) => new Broken(sound);

    private sealed class Broken(IMindscapeStore sound) : MindscapeStoreWrapper(sound)
    {
        public override async Task<StoredMindscape?> ReadAsync(PersonId personId, CancellationToken cancellationToken) =>
            await Sound.ReadAsync(personId, cancellationToken) is { } stored
                ? stored with { Inbox = [.. stored.Inbox, .. stored.Inbox.Where(IsVote)] }
                : null;

        private static bool IsVote(AcceptedObservation accepted) => accepted.Observation.Type == FeedbackContent.Type;
    }
}
