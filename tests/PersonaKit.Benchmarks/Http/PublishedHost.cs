using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PersonaKit.Benchmarks.Http;

/// <summary>The host as users get it: published once, started as a process of its own on a free port with a database of its own.</summary>
internal sealed class PublishedHost : IAsyncDisposable
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), $"personakit-bench-{Environment.ProcessId}");

    private readonly Process _process;

    private PublishedHost(Process process, string url, TimeSpan firstAnswer)
    {
        _process = process;
        Url = url;
        FirstAnswer = firstAnswer;
    }

    public string Url { get; }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan FirstAnswer { get; }

    public static string WorkFolder => Folder;

    /// <summary>The most memory the process had resident, since the start or since <see cref="ResetPeak"/>.</summary>
    public long PeakMegabytes => long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        System.Globalization.CultureInfo.InvariantCulture) / 1024;

    /// <summary>Starts the peak again from what is resident now.</summary>
    public void ResetPeak() => File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");

    public static async Task PublishAsync()
    {
        Directory.CreateDirectory(Folder);
        var project = FindUp("src/PersonaKit.Local/PersonaKit.Local.csproj");
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet", ["publish", project, "-c", "Release", "-o", Path.Combine(Folder, "app"), "--nologo", "-v", "quiet"]))!;
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException("the host does not publish");
        }
    }

    public static Task<PublishedHost> StartAsync(string name) => StartAsync(
        url => ["--urls", url, "--data", Path.Combine(Folder, $"{name}.db")], Path.Combine(Folder, "app", "PersonaKit.Local"), "/api/v1/health/live");

    public static Task<PublishedHost> StartBareAsync(string bodyFile) => StartAsync(
        url => ["bare", url, bodyFile], Environment.ProcessPath!, "/api/v1/people/p/personas/m");

    /// <summary>The reference of the posts, with a file of its own.</summary>
    public static Task<PublishedHost> StartAppendServiceAsync() => StartAsync(
        url => ["append", url, Path.Combine(Folder, "append.db")], Environment.ProcessPath!, "/api/v1/health/live");

    /// <summary>A host that was published elsewhere, of an older state of the code for example.</summary>
    public static Task<PublishedHost> StartOtherAsync(string folder) => StartAsync(
        url => ["--urls", url, "--data", Path.Combine(Folder, "other.db")], Path.Combine(folder, "PersonaKit.Local"), "/api/v1/health/live");

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<PublishedHost> StartAsync(Func<string, string[]> arguments, string program, string probe)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var clock = Stopwatch.StartNew();
        var process = Process.Start(new ProcessStartInfo(program, arguments(url)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        while (clock.Elapsed < TimeSpan.FromSeconds(20))
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(probe, UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return new PublishedHost(process, url, clock.Elapsed);
                }
            }
            catch (HttpRequestException)
            {
                await Task.Delay(2);
            }
        }

        process.Kill();
        throw new InvalidOperationException($"{program} does not answer");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindUp(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, path)))
            {
                return Path.Combine(folder.FullName, path);
            }
        }

        throw new InvalidOperationException($"run this inside the repository: {path} is not above {AppContext.BaseDirectory}");
    }
}
