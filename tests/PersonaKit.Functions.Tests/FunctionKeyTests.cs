using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PersonaKit.Api.Authorization;
using PersonaKit.Functions.Tests.Hosting;

namespace PersonaKit.Functions.Tests;

/// <summary>
/// What the worker tells the Functions host of its functions: the worker's own manager, with what Program.cs adds to it, over functions
/// as the SDK generates them.
/// </summary>
public sealed class FunctionKeyTests
{
    private static readonly string[] Key = ["--PersonaKit:Keys:0:Id", "k", "--PersonaKit:Keys:0:Hash", new('a', 64), "--PersonaKit:Keys:0:Scopes", "read"];
    private static readonly string[] NoFunctionKey = ["--PersonaKit:RequireFunctionKey", "false"];

    [Fact]
    public async Task The_host_wants_its_key_unless_the_setting_says_that_ours_are_enough()
    {
        Assert.Equal("Function", await LevelAsync());
        Assert.Equal("Function", await LevelAsync(Key));
        Assert.Equal("Anonymous", await LevelAsync([.. Key, .. NoFunctionKey]));
    }

    [Fact]
    public async Task Nothing_else_of_a_trigger_is_touched()
    {
        using var asItIs = await ProgramHost.BuildAsync(ProgramTests.Sample());
        using var changed = await ProgramHost.BuildAsync([.. ProgramTests.Sample(), .. Key, .. NoFunctionKey]);
        var before = await BindingsAsync(asItIs);
        var after = await BindingsAsync(changed);
        Assert.Equal(before.Select(binding => binding.Replace("Function\"", "Anonymous\"", StringComparison.Ordinal)), after);
    }

    [Fact]
    public async Task Without_the_hosts_key_and_without_one_of_ours_nothing_starts()
    {
        using var host = await ProgramHost.BuildAsync([.. ProgramTests.Sample(), .. NoFunctionKey]);
        var failure = Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<IOptions<AccessOptions>>().Value);
        Assert.Contains("PersonaKit:RequireFunctionKey is false", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<string?> LevelAsync(params string[] settings)
    {
        using var host = await ProgramHost.BuildAsync([.. ProgramTests.Sample(), .. settings]);
        using var trigger = JsonDocument.Parse((await BindingsAsync(host))[0]);
        return trigger.RootElement.GetProperty("authLevel").GetString();
    }

    private static async Task<List<string>> BindingsAsync(IHost host)
    {
        var managed = host.Services.GetRequiredService<IFunctionMetadataManager>().GetType();
        var manager = (IFunctionMetadataManager)ActivatorUtilities.CreateInstance(host.Services, managed, new GeneratedMetadata());
        return [.. (await manager.GetFunctionMetadataAsync("")).SelectMany(function => function.RawBindings!)];
    }

    private sealed class GeneratedMetadata : IFunctionMetadataProvider
    {
        public Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory) => Task.FromResult<ImmutableArray<IFunctionMetadata>>(
        [
            Function("getMindscape", """{"name":"request","type":"httpTrigger","direction":"In","authLevel":"Function","methods":["GET","HEAD"],"route":"people/{person_id}/mindscape"}""", """{"name":"$return","type":"http","direction":"Out"}"""),
            Function("foldMindscapes", """{"name":"documents","type":"cosmosDBTrigger","direction":"In","leaseContainerName":"leases"}"""),
        ]);

        private static DefaultFunctionMetadata Function(string name, params string[] bindings) =>
            new() { Name = name, EntryPoint = "X.Y", ScriptFile = "X.dll", Language = "dotnet-isolated", RawBindings = [.. bindings] };
    }
}
