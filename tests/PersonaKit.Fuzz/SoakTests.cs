using PersonaKit.Fuzz.Soak;

namespace PersonaKit.Fuzz;

[Collection("load")]
public sealed class SoakTests
{
    [Fact]
    [Trait("signals", "unix")]
    public async Task Killed_every_few_seconds_under_mixed_load_it_keeps_what_it_acknowledged_and_forgets_what_it_was_told_to()
    {
        var options = new SoakOptions();
        var summary = await SoakRun.StartAsync(options);
        Assert.True(summary.Violations.IsEmpty, summary.ToText());
        Assert.True(summary.Kills >= 3, $"hardly any kills: {summary.ToText()}");
        Assert.All(
            (string[])["post", "retract", "correct", "erase", "persona", "check", "read"],
            operation => Assert.True(summary.Operations.GetValueOrDefault(operation) > 0, summary.ToText()));
        Assert.True(summary is { Kept: > 0, Forgotten: > 50 }, $"the scan could not have found anything: {summary.ToText()}");
        Assert.True(summary.Remains.Count == 0, summary.ToText());
    }
}
