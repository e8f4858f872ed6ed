using System.Reflection;
using Microsoft.Extensions.Options;
using PersonaKit.Api.Authorization;
using PersonaKit.Engine;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Storage;
using PersonaKit.Local.Demo;
using PersonaKit.Local.Hosting;
using PersonaKit.Local.Options;

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
        switch (CommandLineParser.Parse(arguments))
        {
            case CommandLineOutcome.Help:
                await output.WriteAsync(CommandLineParser.Help);
                return Done;
            case CommandLineOutcome.Version:
                await output.WriteLineAsync(Version);
                return Done;
            case CommandLineOutcome.Run run:
                return await RunAsync(run, output, errors);
            case CommandLineOutcome.Refused refused:
                await errors.WriteLineAsync(refused.Reason);
                return Refused;
            case var other:
                throw new InvalidOperationException($"no exit code for {other}");
        }
    }

    private static async Task<int> RunAsync(CommandLineOutcome.Run run, TextWriter output, TextWriter errors)
    {
        try
        {
            var builder = LocalHost.CreateBuilder(run.Settings);
            switch (LocalOptionsReader.Read(builder.Configuration))
            {
                case LocalOptionsOutcome.Valid valid:
                    return await RunAsync(builder, valid.Options, run.IsDemo, output, errors);
                case LocalOptionsOutcome.Refused refused:
                    await errors.WriteLineAsync(refused.Reason);
                    return Refused;
                case var other:
                    throw new InvalidOperationException($"no exit code for {other}");
            }
        }
        catch (InvalidDataException malformed)
        {
            await errors.WriteLineAsync($"{malformed.Message} {malformed.InnerException?.Message}");
            return Refused;
        }
        catch (OptionsValidationException wrong)
        {
            await errors.WriteLineAsync(string.Join(Environment.NewLine, wrong.Failures));
            return Refused;
        }
        catch (Exception refused) when (refused is StoreOpenException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(refused.Message);
            return Failed;
        }
    }

    private static async Task<int> RunAsync(WebApplicationBuilder builder, LocalOptions options, bool isDemo, TextWriter output, TextWriter errors)
    {
        // Closed after the application, which has the database in it open.
        using var folder = isDemo && !options.KeepsData ? new DemoFolder() : null;
        options = folder is null ? options : options with { DataPath = folder.DataPath };
        if (!options.KeepsData)
        {
            DefaultFolder.Create(options.DataPath);
        }

        // Reading the catalog takes as long as putting the application together: both at once.
        var loading = Task.Run(() => CatalogFolder.Load(options.CatalogPath));
        await using var app = LocalHost.Build(builder, options, () => loading.GetAwaiter().GetResult().Catalog!);
        var loaded = await loading;
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
            app.Services.GetRequiredService<EngineOptions>();
            _ = app.Services.GetRequiredService<IOptions<AccessOptions>>().Value;
        }
        catch (InvalidOperationException unreadable)
        {
            // A text where a number belongs; the message has the setting's name.
            await errors.WriteLineAsync(unreadable.Message);
            return Refused;
        }

        if (isDemo)
        {
            return await DemoRun.PlayAsync(app.Services, options, catalog, output, errors);
        }

        await app.StartAsync();
        await output.WriteAsync(await Banner.ForAsync(app, options, Version));
        await output.FlushAsync();
        await app.WaitForShutdownAsync();
        return Done;
    }
}
