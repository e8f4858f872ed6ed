using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Returns a person twice, and so more people than requested.</summary>
internal sealed class RepeatingSample(IMindscapeStore inner) : BrokenMindscapeStore(inner)
{
    public override async Task<ImmutableArray<PersonId>> SamplePeopleAsync(int limit, CancellationToken cancellationToken)
    {
        var sample = await Inner.SamplePeopleAsync(limit, cancellationToken);
        return [.. sample, .. sample.Take(1)];
    }
}
