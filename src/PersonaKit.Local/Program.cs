using PersonaKit.Local;

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
