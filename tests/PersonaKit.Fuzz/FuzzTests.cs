using PersonaKit.Fuzz.Contract;
using PersonaKit.Fuzz.Running;

namespace PersonaKit.Fuzz;

/// <summary>In one collection with the soak: neither is to wait for the other's load.</summary>
[Collection("load")]
public sealed class FuzzTests
{
    [Fact]
    public async Task Ten_thousand_odd_requests_find_no_failure_no_hang_and_no_memory_that_stays()
    {
        var options = new FuzzOptions();
        var summary = await FuzzRun.StartAsync(options);
        Assert.True(summary.Findings.Count == 0, summary.ToText());
        Assert.True(summary.Sent == options.Requests, $"not done in {options.TimeLimit}: {summary.ToText()}");
        Assert.True(summary.PeakMemory <= options.MemoryLimit, summary.ToText());
        Assert.Equal(ApiDocument.Load().Operations.Select(operation => operation.Id).Order(), summary.Operations.Keys.Order());
        var isMeaningful = summary.Statuses["200"] > options.Requests / 10 && summary.Statuses["202"] > options.Requests / 100;
        Assert.True(isMeaningful, $"too little of what was sent means anything: {summary.ToText()}");
    }
}
