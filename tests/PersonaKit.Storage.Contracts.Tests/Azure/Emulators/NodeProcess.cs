using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

/// <summary>A small JavaScript server that prints its port and ends with this process.</summary>
internal static partial class NodeProcess
{
    private static readonly TimeSpan StartUp = TimeSpan.FromSeconds(60);

    public static string Installed(string package) => Path.Combine(Metadata("EmulatorFolder"), "node_modules", package);

    /// <summary>Returns the port.</summary>
    public static async Task<int> StartAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Metadata("EmulatorSources"), script));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // Nothing is written to its standard input; it closes when this process ends, and that ends the server.
        var process = Process.Start(start)!;
        var port = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new StringBuilder();
        void Listen(object sender, DataReceivedEventArgs line)
        {
            lock (said)
            {
                said.AppendLine(line.Data);
            }

            if (line.Data is { } text && Address().Match(text) is { Success: true } match)
            {
                port.TrySetResult(int.Parse(match.Groups[1].Value));
            }
        }

        process.OutputDataReceived += Listen;
        process.ErrorDataReceived += Listen;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => port.TrySetException(new InvalidOperationException($"{script} ended at once: {said}"));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return await port.Task.WaitAsync(StartUp);
    }

    [GeneratedRegex(@"(?:ready|successfully (?:started|listens)) on (?:https?://)?127\.0\.0\.1:(\d+)")]
    private static partial Regex Address();

    private static string Metadata(string key) =>
        typeof(NodeProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;
}
