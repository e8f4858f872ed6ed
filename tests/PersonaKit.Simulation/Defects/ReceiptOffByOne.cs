using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Defects;

/// <summary>Numbers that count from 0: a receipt vouches for the observation before.</summary>
internal sealed class ReceiptOffByOne : PlantedDefect
{
    public override IMindscapeStore Mindscapes(IMindscapeStore sound, IPersonaStore personas) => new Broken(sound);

    private sealed class Broken(IMindscapeStore sound) : MindscapeStoreWrapper(sound)
    {
        public override async Task<AppendOutcome> AppendAsync(
            PersonId personId, ImmutableArray<Observation> observations, int inboxLimit, CancellationToken cancellationToken) =>
            await Sound.AppendAsync(personId, observations, inboxLimit, cancellationToken) is var outcome
                && outcome is AppendOutcome.Appended appended
                ? new AppendOutcome.Appended([.. appended.Items.Select(OneLess)])
                : outcome;

        private static AppendedItem OneLess(AppendedItem item) =>
            item is AppendedItem.Accepted accepted ? accepted with { Number = accepted.Number - 1 } : item;
    }
}
