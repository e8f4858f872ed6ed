using System.Reflection;
using System.Runtime.InteropServices;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Local.Demo;
using PersonaKit.Local.Hosting;
using PersonaKit.Local.Logging;
using PersonaKit.Local.Options;
using PersonaKit.Sqlite;

namespace PersonaKit.Local;

/// <summary>From the command line to an exit code: 0 for done, 1 for what the machine refused, 2 for what the caller has to mend.</summary>
public static class CommandLine
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int Refused = 2;

    public static string Version { get; } =
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        switch (LocalOptionsParser.Parse(arguments, Environment.GetEnvironmentVariable))
        {
            case LocalOptionsOutcome.Help:
                await output.WriteAsync(LocalOptionsParser.Help);
                return Done;
            case LocalOptionsOutcome.Version:
                await output.WriteLineAsync(Version);
                return Done;
            case LocalOptionsOutcome.Run run:
                return await RunAsync(run.Options, output, errors);
            case LocalOptionsOutcome.Refused refused:
                await errors.WriteLineAsync(refused.Reason);
                return Refused;
            case var other:
                throw new InvalidOperationException($"no exit code for {other}");
        }
    }

    private static async Task<int> RunAsync(LocalOptions options, TextWriter output, TextWriter errors)
    {
        var loaded = CatalogFolder.Load(options.CatalogPath);
        if (loaded.Catalog is not { } catalog)
        {
            foreach (var error in loaded.Errors)
            {
                await errors.WriteLineAsync(error);
            }

            return Refused;
        }

        try
        {
            return options.IsDemo
                ? await DemoRun.PlayAsync(options, catalog, output, errors)
                : await ServeAsync(options, catalog, output, errors);
        }
        catch (Exception refused) when (refused is SqliteDatabaseException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(refused.Message);
            return Failed;
        }
    }

    private static async Task<int> ServeAsync(LocalOptions options, LoadedCatalog catalog, TextWriter output, TextWriter errors)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var loggers = new StderrLoggerFactory(errors, TimeProvider.System);
        await using var host = await LocalHost.StartAsync(options, catalog, TimeProvider.System, loggers, CancellationToken.None);
        await output.WriteAsync(Banner.For(host, options, Version, await host.Engine.Mappers.CurrentAsync(CancellationToken.None)));
        await output.FlushAsync();
        await asked.Task;
        if (!await host.StopAsync())
        {
            await errors.WriteLineAsync("stopped before everything accepted was folded; the next start folds the rest");
        }

        return Done;

        // The second signal is not swallowed: it ends a process that takes too long.
        void Stop(PosixSignalContext signal) => signal.Cancel = asked.TrySetResult();
    }
}
