using Azure.Data.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PersonaKit.Cli.Checking;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Api.Conformance;

/// <summary>
/// The composition of Azure, on the emulators, behind the routes of the contract. Nothing drives the change feed: reads fold what waits.
/// </summary>
public sealed class AzureConformanceTests : IAsyncLifetime
{
    private WebApplication _app = null!;

    public async Task InitializeAsync()
    {
        var cosmos = await CosmosEmulator.ConnectionStringAsync();
        var tables = await TableEmulator.ConnectionStringAsync();
        var database = $"conformance-{Guid.NewGuid():n}";
        using (var client = await CosmosEmulator.ConnectAsync())
        {
            var created = (await client.CreateDatabaseAsync(database)).Database;
            await created.CreateContainerAsync("mindscapes", "/person_id");
            await created.CreateContainerAsync("mappers", "/id");
        }

        await new TableServiceClient(tables).CreateTableIfNotExistsAsync("personas");
        var builder = WebApplication.CreateSlimBuilder(["--Cosmos", cosmos, "--Personas", tables, "--Cosmos:database", database]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPersonaKit().UseAzure(builder.Configuration);
        _app = builder.Build();
        _app.MapPersonaKit();
        await _app.StartAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public Task Every_status_that_is_documented_and_can_be_provoked_is_answered_as_documented() =>
        Conformance.AssertAsync(new CheckTarget(new Uri(_app.Urls.First()), null) { MayWriteMappers = true });
}
