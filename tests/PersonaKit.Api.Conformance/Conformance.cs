using PersonaKit.Cli.Checking;

namespace PersonaKit.Api.Conformance;

/// <summary>One run of the contract against a host.</summary>
internal static class Conformance
{
    public static async Task AssertAsync(CheckTarget target)
    {
        var (results, untried) = await ContractRun.RunAsync(target, static _ => { }, CancellationToken.None);
        var failures = results.SelectMany(result => result.Failures.Select(failure => $"{result.Request}: {failure}")).ToList();
        Assert.True(failures.Count == 0, $"{failures.Count} of {results.Count}:\n{string.Join('\n', failures)}");
        if (target is { Key: not null, MayWriteMappers: true })
        {
            Assert.Empty(untried);
        }
    }
}
