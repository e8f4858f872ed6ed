using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Cli.Tests.Hosting;

/// <summary>The local host as a process, for the tests of a class.</summary>
public sealed class LocalHostFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private HostProcess? _process;

    public ApiClient Client => _process!.Client;

    public string Url => Client.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public static string NewPerson() => $"p-{Guid.NewGuid():n}";

    public async Task InitializeAsync() => _process = await HostProcess.StartAsync(Path.Combine(_folder.Path, "test.db"));

    public Task DisposeAsync()
    {
        _process?.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
