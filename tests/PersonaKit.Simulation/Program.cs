using PersonaKit.Simulation.Running;

// dotnet run -c Release --project tests/PersonaKit.Simulation -- --schedules 100000 [--from 1] [--shown 5]
return LongRun.Start(args);
