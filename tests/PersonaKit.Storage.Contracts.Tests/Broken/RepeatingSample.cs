using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Names somebody twice, and so more people than it was asked for.</summary>
internal sealed class RepeatingSample(IMindscapeStore inner) : BrokenMindscapeStore(inner)
{
    public override async Task<ImmutableArray<PersonId>> SamplePeopleAsync(int limit, CancellationToken cancellationToken)
    {
        var sample = await Inner.SamplePeopleAsync(limit, cancellationToken);
        return [.. sample, .. sample.Take(1)];
    }
}
