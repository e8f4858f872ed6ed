using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Stores a retry as a new observation.</summary>
internal sealed class DoubleCountingAppend(IMindscapeStore inner) : BrokenMindscapeStore(inner)
{
    private int _renamed;

    public override Task<AppendOutcome> AppendAsync(
        PersonId personId, ImmutableArray<Observation> observations, int inboxLimit, CancellationToken cancellationToken) =>
        Inner.AppendAsync(
            personId,
            [.. observations.Select(observation => observation with { Id = ObservationId.Parse($"{observation.Id}.{Interlocked.Increment(ref _renamed)}") })],
            inboxLimit,
            cancellationToken);
}
