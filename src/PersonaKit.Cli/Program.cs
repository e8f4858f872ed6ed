using System.Globalization;
using PersonaKit.Cli;

// What this tool says is the same on every machine, also where the system has a culture of its own.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return await CommandLine.RunAsync(args, CliContext.OfThisProcess(), CancellationToken.None);
