using System.Globalization;
using PersonaKit.Local;

// What this host says is the same on every machine, also where the system has a culture of its own.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return await CommandLine.RunAsync(args, Console.Out, Console.Error);
