using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Appends a batch one by one, and so stores a part of a batch that is too large.</summary>
internal sealed class PiecemealAppend(IMindscapeStore inner) : BrokenMindscapeStore(inner)
{
    public override async Task<AppendOutcome> AppendAsync(
        PersonId personId, ImmutableArray<Observation> observations, int inboxLimit, CancellationToken cancellationToken)
    {
        var items = ImmutableArray.CreateBuilder<AppendedItem>();
        foreach (var observation in observations)
        {
            if (await Inner.AppendAsync(personId, [observation], inboxLimit, cancellationToken) is not AppendOutcome.Appended appended)
            {
                return new AppendOutcome.Full();
            }

            items.Add(appended.Items[0]);
        }

        return new AppendOutcome.Appended(items.ToImmutable());
    }
}
