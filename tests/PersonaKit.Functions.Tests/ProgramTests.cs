using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PersonaKit.Functions.Http;
using PersonaKit.Functions.Tests.Hosting;

namespace PersonaKit.Functions.Tests;

public sealed class ProgramTests
{
    [Theory]
    [InlineData]
    [InlineData("--APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://127.0.0.1/")]
    public async Task With_the_settings_of_the_sample_the_worker_can_make_every_function(params string[] more)
    {
        using var host = await ProgramHost.BuildAsync([.. Sample(), .. more]);

        Assert.All(HttpFunction.Functions.Select(function => function.DeclaringType!).Distinct(), type => Assert.NotNull(ActivatorUtilities.CreateInstance(host.Services, type)));
        Assert.NotNull(ActivatorUtilities.CreateInstance<ProblemMiddleware>(host.Services));
    }

    [Fact]
    public async Task A_missing_setting_stops_the_start_with_its_name()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => ProgramHost.BuildAsync("--Personas", "UseDevelopmentStorage=true"));
        Assert.Contains("Cosmos__accountEndpoint", failure.Message, StringComparison.Ordinal);
    }

    internal static IEnumerable<string> Sample()
    {
        var file = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "settings", "local.settings.sample.json"));
        return JsonDocument.Parse(file).RootElement.GetProperty("Values").EnumerateObject()
            .SelectMany(setting => (string[])[$"--{setting.Name.Replace("__", ":", StringComparison.Ordinal)}", setting.Value.GetString()!]);
    }
}
