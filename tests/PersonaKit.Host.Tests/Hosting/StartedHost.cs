using Microsoft.Extensions.Logging;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Local.Hosting;
using PersonaKit.Local.Logging;
using PersonaKit.Local.Options;

namespace PersonaKit.Host.Tests.Hosting;

/// <summary>The local host in this process, on a port of the system's choice and a file of its own.</summary>
public sealed class StartedHost : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personakit-test-");
    private readonly StringWriter _log = new();
    private ILoggerFactory _loggers = null!;

    /// <summary>Further options of the command line.</summary>
    public string[] Arguments { get; init; } = [];

    /// <summary>What the next start reads.</summary>
    public LoadedCatalog Catalog { get; set; } = ShippedCatalog;

    public LocalHost Host { get; private set; } = null!;

    public ApiClient Client { get; private set; } = null!;

    public string DataPath => Path.Combine(_folder.FullName, "test.db");

    public string Address => Host.Addresses.First();

    public string Log => _log.ToString();

    public static LoadedCatalog ShippedCatalog { get; } =
        CatalogFolder.Load(Path.Combine(AppContext.BaseDirectory, "catalog")).Catalog ?? throw new InvalidOperationException("the shipped catalog has errors");

    public static string NewPerson() => $"p-{Guid.NewGuid():n}";

    public Task InitializeAsync() => StartAsync();

    public async Task StartAsync()
    {
        var parsed = LocalOptionsParser.Parse(["--urls", "http://127.0.0.1:0", "--data", DataPath, .. Arguments], _ => null);
        var options = Assert.IsType<LocalOptionsOutcome.Run>(parsed).Options;
        _loggers = new StderrLoggerFactory(_log, TimeProvider.System);
        Host = await LocalHost.StartAsync(options, Catalog, TimeProvider.System, _loggers, CancellationToken.None);
        Client = new ApiClient(Address);
    }

    /// <summary>Stops the host and starts it again on the same file.</summary>
    public async Task RestartAsync()
    {
        await Host.StopAsync();
        Client.Dispose();
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await Host.StopAsync();
        Client.Dispose();
        _loggers.Dispose();
        _folder.Delete(recursive: true);
    }
}
