using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;
using PersonaKit.Local.Hosting;
using PersonaKit.Local.Options;

namespace PersonaKit.Host.Tests.Hosting;

/// <summary>The local host in this process, on a port of the system's choice and a file of its own.</summary>
public sealed class StartedHost : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personakit-test-");
    private readonly StringWriter _log = new();

    /// <summary>Further options of the command line.</summary>
    public string[] Arguments { get; init; } = [];

    /// <summary>What the next start reads.</summary>
    public LoadedCatalog Catalog { get; set; } = ShippedCatalog;

    /// <summary>From which level on <see cref="Log"/> holds what is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>What the host takes for the time; the system's clock where it is left out.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>What a test sets and registers besides, before the host does.</summary>
    public Action<WebApplicationBuilder> Configure { get; init; } = static _ => { };

    public WebApplication App { get; private set; } = null!;

    public ApiClient Client { get; private set; } = null!;

    public string DataPath => Path.Combine(_folder.FullName, "test.db");

    public string Address => App.Urls.First();

    public string Log => _log.ToString();

    public static LoadedCatalog ShippedCatalog { get; } =
        CatalogFolder.Load(Path.Combine(AppContext.BaseDirectory, "catalog")).Catalog ?? throw new InvalidOperationException("the shipped catalog has errors");

    public static string NewPerson() => $"p-{Guid.NewGuid():n}";

    public Task InitializeAsync() => StartAsync();

    public async Task StartAsync()
    {
        var run = Assert.IsType<CommandLineOutcome.Run>(CommandLineParser.Parse(["--urls", "http://127.0.0.1:0", "--data", DataPath, .. Arguments]));
        var builder = LocalHost.CreateBuilder(run.Settings);
        builder.Logging.ClearProviders().AddProvider(new TextLoggerProvider(_log, LogLevel));
        var options = Assert.IsType<LocalOptionsOutcome.Valid>(LocalOptionsReader.Read(builder.Configuration)).Options;
        if (Time is not null)
        {
            builder.Services.AddSingleton(Time);
        }

        Configure(builder);
        App = LocalHost.Build(builder, options, () => Catalog);
        await App.StartAsync();
        Client = new ApiClient(Address);
    }

    /// <summary>Stops the host and starts it again on the same file.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>A service of the running host.</summary>
    public T Service<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>Folds everything that was accepted so far.</summary>
    public Task<bool> FoldAsync() => Service<IChangeFeed>().DrainAsync(
        async (changed, token) =>
        {
            await Service<MindscapeChangeHandler>().HandleAsync(changed, token);
            return true;
        },
        TimeSpan.FromSeconds(30),
        CancellationToken.None);

    private async Task StopAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        Client.Dispose();
    }
}
