using System.Diagnostics;

namespace PersonaKit.Host.Tests.Hosting;

/// <summary>The real executable as a process of its own, which can be killed.</summary>
public sealed class HostProcess : IDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, string address) => (_process, Client) = (process, new ApiClient(address));

    public ApiClient Client { get; }

    public static Task<HostProcess> StartAsync(string dataPath) => StartAsync("PersonaKit.Local.dll", "listens on ", "--urls", "http://127.0.0.1:0", "--data", dataPath);

    /// <summary>With the default place for the data, seen from this folder.</summary>
    public static Task<HostProcess> StartInAsync(string folder) => StartAsync(folder, "PersonaKit.Local.dll", "listens on ", ["--urls", "http://127.0.0.1:0"]);

    /// <param name="program">Beside this assembly.</param>
    /// <param name="announcement">What stands before the address on the standard output.</param>
    /// <remarks>Not where the programs are: each has settings of its own, and none may need those of the folder it happens to be started in.</remarks>
    public static Task<HostProcess> StartAsync(string program, string announcement, params string[] arguments) =>
        StartAsync(Path.GetTempPath(), program, announcement, arguments);

    private static async Task<HostProcess> StartAsync(string folder, string program, string announcement, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(announcement, StringComparison.Ordinal) is var found and >= 0)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new HostProcess(process, line[(found + announcement.Length)..].Trim());
            }
        }

        throw new InvalidOperationException($"the host did not start: {await errors}");
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
