using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Defects;

/// <summary>A correction that takes the old observation away and does not keep the new one.</summary>
internal sealed class CorrectionOnlyDrops : PlantedDefect
{
    public override IMindscapeStore Mindscapes(IMindscapeStore sound, IPersonaStore personas) => new Broken(sound);

    private sealed class Broken(IMindscapeStore sound) : MindscapeStoreWrapper(sound)
    {
        public override async Task<AppendOutcome> AppendAsync(
            PersonId personId, ImmutableArray<Observation> observations, int inboxLimit, CancellationToken cancellationToken) =>
            await Sound.AppendAsync(personId, [.. observations.Select(Drop)], inboxLimit, cancellationToken);

        private static Observation Drop(Observation observation) =>
            observation.Corrects is { } corrected ? Retraction.Of(corrected, observation.ReceivedAt) : observation;
    }
}
