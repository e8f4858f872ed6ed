using PersonaKit.Benchmarks;
using PersonaKit.Benchmarks.Domain;
using PersonaKit.Benchmarks.Http;

// dotnet run -c Release --project tests/PersonaKit.Benchmarks [domain|http]
if (args is ["bare", var url, var bodyFile])
{
    await BareEndpoint.RunAsync(url, bodyFile);
    return 0;
}

var table = new ResultTable();
if (args is [] or ["domain"])
{
    DomainBenchmarks.Run(table);
}

if (args is [] or ["http"])
{
    if (!LoadGenerator.IsInstalled)
    {
        Console.Error.WriteLine("wrk is not installed (Debian: apt-get install wrk); the HTTP benchmarks need it.");
        return 1;
    }

    await HttpBenchmarks.RunAsync(table);
}

table.Print(Console.Out);
return 0;
