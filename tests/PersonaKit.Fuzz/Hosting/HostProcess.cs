using System.Diagnostics;
using System.Net;

namespace PersonaKit.Fuzz.Hosting;

/// <summary>The local host as a process of its own over a file, which can be killed and whose memory can be measured.</summary>
internal sealed class HostProcess : IDisposable
{
    private const string Announcement = "listens on ";
    private const int KeptLines = 2000;

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Queue<string> _log = new();

    private HostProcess(Process process) => _process = process;

    public Uri Address { get; private set; } = null!;

    public IPEndPoint EndPoint => new(IPAddress.Parse(Address.Host), Address.Port);

    public bool HasExited => _process.HasExited;

    /// <summary>Resident memory in bytes.</summary>
    public long Memory
    {
        get
        {
            if (_process.HasExited)
            {
                return 0;
            }

            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static async Task<HostProcess> StartAsync(string dataPath)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "PersonaKit.Local.dll");
        string[] arguments = [program, "--urls", "http://127.0.0.1:0", "--data", dataPath];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };

        // Nothing of the caller's environment may change what is measured: one key, and every answer would be 401.
        start.Environment.Remove("PERSONAKIT_API_KEY");
        var host = new HostProcess(Process.Start(start)!);
        host._process.ErrorDataReceived += host.Keep;
        host._process.BeginErrorReadLine();
        try
        {
            host.Address = await host.ReadAddressAsync().WaitAsync(StartPatience);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>The lines of the log that hold a word, such as a trace id; without one, the last lines.</summary>
    public string LogAbout(string? word)
    {
        lock (_log)
        {
            return string.Join('\n', word is null ? _log.TakeLast(2) : _log.Where(line => line.Contains(word, StringComparison.Ordinal)));
        }
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

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_log)
        {
            if (line.Data is not null)
            {
                _log.Enqueue(line.Data);
            }

            if (_log.Count > KeptLines)
            {
                _log.Dequeue();
            }
        }
    }

    private async Task<Uri> ReadAddressAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Announcement, StringComparison.Ordinal) is var found and >= 0)
            {
                _ = _process.StandardOutput.ReadToEndAsync();
                return new Uri(line[(found + Announcement.Length)..].Trim());
            }
        }

        throw new InvalidOperationException($"the host did not start: {LogAbout(null)}");
    }
}
