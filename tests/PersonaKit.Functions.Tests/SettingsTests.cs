using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using PersonaKit.Api;
using PersonaKit.Functions.Changes;

namespace PersonaKit.Functions.Tests;

public sealed class SettingsTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "settings");
    private static readonly JsonElement Host = Read("host.json");
    private static readonly JsonElement Sample = Read("local.settings.sample.json");

    private static readonly CosmosDBTriggerAttribute Trigger =
        typeof(MindscapeChangeFunctions).GetMethod(nameof(MindscapeChangeFunctions.FoldAsync))!.GetParameters()[0].GetCustomAttribute<CosmosDBTriggerAttribute>()!;

    [Fact]
    public void The_host_serves_the_contracts_base_path() =>
        Assert.Equal(ApiContract.BasePath, $"/{Host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString()}");

    [Fact]
    public void The_host_leaves_dates_alone_and_speaks_open_telemetry()
    {
        Assert.Equal("None", Host.GetProperty("extensions").GetProperty("cosmosDB").GetProperty("serializerSettings").GetProperty("dateParseHandling").GetString());
        Assert.Equal("OpenTelemetry", Host.GetProperty("telemetryMode").GetString());
    }

    [Fact]
    public void The_sample_is_read_as_it_is_and_names_what_the_trigger_names()
    {
        Assert.False(Sample.GetProperty("IsEncrypted").GetBoolean());
        var values = Sample.GetProperty("Values");
        Assert.Equal("dotnet-isolated", values.GetProperty("FUNCTIONS_WORKER_RUNTIME").GetString());
        Assert.Equal("UseDevelopmentStorage=true", values.GetProperty("AzureWebJobsStorage").GetString());
        Assert.StartsWith("AccountEndpoint=", values.GetProperty(Trigger.Connection!).GetString(), StringComparison.Ordinal);
        // Flat for the trigger, whose attribute names it, and in the section for the stores: one database.
        Assert.Equal(values.GetProperty($"{Trigger.Connection}__database").GetString(), values.GetProperty(Trigger.DatabaseName.Trim('%')).GetString());

        // The route prefix has one place; a setting that overrides it is known to the host and not to the worker.
        Assert.DoesNotContain(values.EnumerateObject(), setting => setting.Name.Contains("routePrefix", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void What_the_trigger_needs_is_in_the_infrastructure()
    {
        var folder = Path.Combine(Folder, "infra");
        var bicep = Directory.Exists(folder) ? string.Concat(Directory.GetFiles(folder, "*.bicep", SearchOption.AllDirectories).Select(File.ReadAllText)) : "";
        Assert.Contains($"'{Trigger.ContainerName}'", bicep, StringComparison.Ordinal);
        Assert.Contains($"'{Trigger.LeaseContainerName}'", bicep, StringComparison.Ordinal);
        Assert.Matches($@"\b{Regex.Escape(Trigger.Connection!)}__accountEndpoint\b", bicep);
        Assert.Matches($@"\b{Regex.Escape(Trigger.DatabaseName.Trim('%'))}:", bicep);
        var warm = Directory.GetFiles(folder, "*.bicepparam").SelectMany(file => Regex.Matches(File.ReadAllText(file), "'function:([^']+)'").Select(match => match.Groups[1].Value));
        Assert.All(warm, name => Assert.Equal("foldMindscapes", name));
    }

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file))).RootElement;
}
