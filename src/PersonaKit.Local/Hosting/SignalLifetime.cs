using System.Runtime.InteropServices;

namespace PersonaKit.Local.Hosting;

/// <summary>
/// SIGTERM and Ctrl+C stop the host. The framework's console lifetime swallows every further signal; here the second one is left to the
/// system and ends a process that
/// takes too long.
/// </summary>
internal sealed class SignalLifetime(IHostApplicationLifetime application) : IHostLifetime, IDisposable
{
    private PosixSignalRegistration? _terminate;
    private PosixSignalRegistration? _interrupt;
    private int _asked;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _terminate?.Dispose();
        _interrupt?.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = Interlocked.Exchange(ref _asked, 1) == 0;
        application.StopApplication();
    }
}
