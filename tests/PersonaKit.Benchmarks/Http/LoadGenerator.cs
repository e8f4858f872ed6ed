using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PersonaKit.Benchmarks.Http;

/// <summary>Runs wrk, bounded in connections and seconds, against this machine.</summary>
internal static partial class LoadGenerator
{
    public static bool IsInstalled => Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "wrk")));

    public static async Task<LoadResult> RunAsync(string url, int connections, int seconds, string? script = null, params string[] headers)
    {
        List<string> arguments = ["-t2", $"-c{connections}", $"-d{seconds}s", "--latency"];
        foreach (var header in headers)
        {
            arguments.AddRange(["-H", header]);
        }

        if (script is not null)
        {
            arguments.AddRange(["-s", script]);
        }

        using var wrk = Process.Start(new ProcessStartInfo("wrk", [.. arguments, url]) { RedirectStandardOutput = true })!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var rate = Rate().Match(output);
        var p99 = Latency().Match(output);
        return !rate.Success || !p99.Success
            ? throw new InvalidOperationException($"wrk said:\n{output}")
            : new LoadResult(
                double.Parse(rate.Groups["rate"].Value, CultureInfo.InvariantCulture),
                double.Parse(p99.Groups["value"].Value, CultureInfo.InvariantCulture) * (p99.Groups["unit"].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 }),
                Refused().Match(output) is { Success: true } refused ? long.Parse(refused.Groups["count"].Value, CultureInfo.InvariantCulture) : 0);
    }

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[0-9.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"99%\s+(?<value>[0-9.]+)(?<unit>us|ms|s)")]
    private static partial Regex Latency();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (?<count>[0-9]+)")]
    private static partial Regex Refused();
}
