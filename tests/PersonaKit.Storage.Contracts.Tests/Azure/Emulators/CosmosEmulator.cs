using Microsoft.Azure.Cosmos;

namespace PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

/// <summary>One Cosmos DB emulator for the whole run; every test has a database of its own.</summary>
internal static class CosmosEmulator
{
    /// <summary>The emulator's published key, the same on every machine.</summary>
    private const string Key = "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";

    private static readonly Lazy<Task<int>> Port =
        new(() => NodeProcess.StartAsync("cosmos-emulator.js", Path.Combine(NodeProcess.Installed("@vercel/cosmosdb-server"), "lib")));

    private static readonly Lazy<Task<CosmosClient>> Shared = new(() => ConnectAsync([]));

    public static async Task<string> ConnectionStringAsync() => $"AccountEndpoint=http://127.0.0.1:{await Port.Value}/;AccountKey={Key}";

    public static async Task<CosmosClient> ConnectAsync(params RequestHandler[] handlers)
    {
        // The emulator is single-threaded and the machine may be busy, so only a test may cause an outage.
        var options = new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true, RequestTimeout = TimeSpan.FromSeconds(60) };
        foreach (var handler in handlers)
        {
            options.CustomHandlers.Add(handler);
        }

        return new CosmosClient(await ConnectionStringAsync(), options);
    }

    public static async Task<Container> NewContainerAsync(string name, string partitionKey)
    {
        var client = await Shared.Value;
        var database = await client.CreateDatabaseAsync($"test-{Guid.NewGuid():n}");
        return await database.Database.CreateContainerAsync(name, partitionKey);
    }
}
