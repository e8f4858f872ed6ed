using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Reports an observation with the id of a scrubbed one as a conflict.</summary>
internal sealed class ConflictingAppend(IMindscapeStore inner) : BrokenMindscapeStore(inner)
{
    public override async Task<AppendOutcome> AppendAsync(
        PersonId personId, ImmutableArray<Observation> observations, int inboxLimit, CancellationToken cancellationToken) =>
        await Inner.AppendAsync(personId, observations, inboxLimit, cancellationToken) is AppendOutcome.Appended appended
            ? new AppendOutcome.Appended([.. appended.Items.Select(item => item is AppendedItem.Retracted ? new AppendedItem.Conflict() : item)])
            : new AppendOutcome.Full();
}
