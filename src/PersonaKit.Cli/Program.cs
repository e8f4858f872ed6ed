using System.Globalization;
using PersonaKit.Cli;
using PersonaKit.Cli.Terminal;

// The output is the same on every machine, whatever culture the system is set to.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return await CommandLine.RunAsync(args, CliContext.OfThisProcess(), CancellationToken.None);
