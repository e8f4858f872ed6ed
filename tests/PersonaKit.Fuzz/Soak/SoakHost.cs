using PersonaKit.Fuzz.Hosting;

namespace PersonaKit.Fuzz.Soak;

/// <summary>
/// One file and, one after the other, the processes that serve it. Clients find the present one by <see cref="Address"/>.
/// </summary>
internal sealed class SoakHost(string dataPath) : IDisposable
{
    private HostProcess? _process;

    public int Kills { get; private set; }

    public long PeakMemory { get; private set; }

    /// <summary>Null while no process runs.</summary>
    public Uri? Address => Volatile.Read(ref _process)?.Address;

    public async Task StartAsync() => Volatile.Write(ref _process, await HostProcess.StartAsync(dataPath));

    public async Task KillAsync()
    {
        var process = _process!;
        PeakMemory = Math.Max(PeakMemory, process.Memory);
        if (process.HasExited)
        {
            throw new InvalidOperationException($"the host ended by itself: {process.LogAbout(null)}");
        }

        Volatile.Write(ref _process, null);
        await process.KillAsync();
        process.Dispose();
        Kills++;
    }

    public async Task<int> TerminateAsync()
    {
        using var process = _process!;
        PeakMemory = Math.Max(PeakMemory, process.Memory);
        Volatile.Write(ref _process, null);
        return await process.TerminateAsync();
    }

    public void Dispose() => _process?.Dispose();
}
