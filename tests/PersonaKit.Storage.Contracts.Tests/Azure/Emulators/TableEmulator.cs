using Azure.Data.Tables;

namespace PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

/// <summary>One Azurite for the whole run; every test has a table of its own.</summary>
internal static class TableEmulator
{
    /// <summary>The emulator's published account, the same on every machine.</summary>
    private const string Account =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly Lazy<Task<int>> Port = new(() => NodeProcess.StartAsync("azurite.js", NodeProcess.Installed("azurite")));

    public static async Task<string> ConnectionStringAsync() => $"{Account};TableEndpoint=http://127.0.0.1:{await Port.Value}/devstoreaccount1";

    public static async Task<TableClient> NewTableAsync(TableClientOptions? options = null)
    {
        var table = new TableClient(await ConnectionStringAsync(), $"t{Guid.NewGuid():n}", options);
        await table.CreateAsync();
        return table;
    }
}
