using PersonaKit.Fuzz;

// dotnet run --project tests/PersonaKit.Fuzz -- --requests 100000 --seed 1
// dotnet run --project tests/PersonaKit.Fuzz -- --soak 10 --seed 1
return await LongRun.StartAsync(args);
