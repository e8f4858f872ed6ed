using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PersonaKit.Cli.Tests.Hosting;

/// <summary>A process that Control-C stops, also where this one ignores it (as under nohup), and that is killed when the test ends before it does.</summary>
internal sealed class InterruptibleProcess : IDisposable
{
    private const int Interrupt = 2;
    private const nint Default = 0;
    private const nint Ignored = 1;

    private readonly Process _process;

    private InterruptibleProcess(Process process) => _process = process;

    public static InterruptibleProcess Start(string file, params string[] arguments)
    {
        // A child inherits that a signal is ignored, and the runtime respects it.
        var isIgnored = IsInterruptIgnored();
        if (isIgnored)
        {
            Signal(Interrupt, Default);
        }

        try
        {
            return new(Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardError = true })!);
        }
        finally
        {
            if (isIgnored)
            {
                Signal(Interrupt, Ignored);
            }
        }
    }

    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Returns how the process ended and what it wrote to its standard error.</summary>
    public async Task<(int ExitCode, string Errors)> EndAsync()
    {
        var errors = await _process.StandardError.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, errors.Trim());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static bool IsInterruptIgnored()
    {
        // The handler comes first in the structure, on Linux and macOS; the rest fits.
        var action = new byte[256];
        return SignalAction(Interrupt, 0, action) == 0 && (nint)BitConverter.ToInt64(action) == Ignored;
    }

    [DllImport("libc", EntryPoint = "sigaction")]
    private static extern int SignalAction(int number, nint action, [Out] byte[] previous);

    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint Signal(int number, nint handler);
}
