using System.Net;
using PersonaKit.Host.Tests.Hosting;
using PersonaKit.Language.Catalogs;

namespace PersonaKit.Host.Tests;

/// <summary>What a restart with other files, or with what an older start left behind, does to the people who are there.</summary>
public sealed class CatalogChangeTests : IAsyncLifetime
{
    private readonly StartedHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_changed_catalog_reaches_people_who_do_nothing_and_the_personas_they_have()
    {
        await _host.Client.PostAsync("ada", $"[{Samples.Session},{Samples.LowEnergy}]");
        var before = await _host.Client.GetAsync("people/ada/personas/daily_work_optimizer");
        await _host.FoldAsync();
        var version = (await _host.Client.GetAsync("people/ada/mindscape")).Json.GetProperty("version").GetInt64();

        // The same observations, read the other way round.
        var yaml = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "catalog", "traits.yaml"));
        var changed = yaml.Replace("from: duration_minutes, confidence: 0.9", "from: interruptions, confidence: 0.9", StringComparison.Ordinal);
        _host.Catalog = StartedHost.ShippedCatalog with { Traits = TraitCatalogParser.Parse(changed).Catalog!, Source = changed };
        await _host.RestartAsync();

        var after = await _host.Client.GetAsync("people/ada/personas/daily_work_optimizer");
        Assert.NotEqual(FocusIn(before), FocusIn(after));
        var deadline = DateTime.UtcNow.AddSeconds(10);
        while ((await _host.Client.GetAsync("people/ada/mindscape")).Json.GetProperty("version").GetInt64() <= version)
        {
            Assert.True(DateTime.UtcNow < deadline, "nobody folded the person again");
            await Task.Delay(20);
        }
    }

    [Fact]
    public async Task A_mapper_whose_file_is_gone_is_retired_and_not_served()
    {
        await _host.Client.PostAsync("ada", Samples.Session);
        _host.Catalog = StartedHost.ShippedCatalog with { Mappers = [StartedHost.ShippedCatalog.Mappers[0]] };
        await _host.RestartAsync();

        var mappers = (await _host.Client.GetAsync("mappers")).Json.GetProperty("mappers");
        Assert.Equal(["active", "retired"], mappers.EnumerateArray().Select(mapper => mapper.GetProperty("status").GetString()));
        var gone = await _host.Client.GetAsync($"people/ada/personas/{StartedHost.ShippedCatalog.Mappers[1].Program.Id}");
        Assert.Equal((HttpStatusCode.NotFound, "mapper-not-active"), (gone.Status, gone.Problem));
        Assert.Contains("retired", gone.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_deepest_value_a_post_may_carry_is_there_after_a_restart()
    {
        // The body itself is the first level, content the second, the value the third.
        var value = new string('[', 29) + new string(']', 29);
        var posted = await _host.Client.PostAsync("deep", $$$"""{"type":"assertion","content":{"trait":"notes.deep","value":{{{value}}}}}""");
        Assert.Equal(HttpStatusCode.Accepted, posted.Status);
        await _host.RestartAsync();

        Assert.Equal(HttpStatusCode.OK, (await _host.Client.GetAsync($"people/deep/mindscape?after={posted.Receipt}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _host.Client.GetAsync("people/deep/observations")).Status);
    }

    private static double FocusIn(Answer persona) =>
        persona.Json.GetProperty("core").GetProperty("work.focus_duration").GetProperty("value").GetDouble();
}
