using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Defects;

/// <summary>A retried batch whose last item is taken for granted because the first is known.</summary>
internal sealed class RetryLosesLastItem : PlantedDefect
{
    public override IMindscapeStore Mindscapes(IMindscapeStore sound, IPersonaStore personas) => new Broken(sound);

    private sealed class Broken(IMindscapeStore sound) : MindscapeStoreWrapper(sound)
    {
        public override async Task<AppendOutcome> AppendAsync(
            PersonId personId, ImmutableArray<Observation> observations, int inboxLimit, CancellationToken cancellationToken)
        {
            var accepted = await Sound.ReadNewestAsync(personId, null, int.MaxValue, cancellationToken);
            return observations.Length > 1 && accepted.FirstOrDefault(known => known.Observation.Id == observations[0].Id) is { Observation: not null } first
                && await Sound.AppendAsync(personId, observations[..^1], inboxLimit, cancellationToken) is AppendOutcome.Appended appended
                    ? new AppendOutcome.Appended([.. appended.Items, new AppendedItem.Duplicate(first.Number)])
                    : await Sound.AppendAsync(personId, observations, inboxLimit, cancellationToken);
        }
    }
}
