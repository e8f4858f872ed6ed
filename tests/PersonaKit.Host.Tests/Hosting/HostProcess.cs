using System.Diagnostics;

namespace PersonaKit.Host.Tests.Hosting;

/// <summary>The real executable as a process of its own, which can be killed.</summary>
public sealed class HostProcess : IDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, string address) => (_process, Client) = (process, new ApiClient(address));

    public ApiClient Client { get; }

    public static async Task<HostProcess> StartAsync(string dataPath)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "PersonaKit.Local.dll"), "--urls", "http://127.0.0.1:0", "--data", dataPath })
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var banner = await process.StandardOutput.ReadLineAsync();
        return banner is null
            ? throw new InvalidOperationException($"the host did not start: {await errors}")
            : new HostProcess(process, banner[banner.IndexOf("http://", StringComparison.Ordinal)..].Trim());
    }

    /// <summary>SIGKILL: no handler runs, no buffer is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    public async Task<int> TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        Client.Dispose();
    }
}
