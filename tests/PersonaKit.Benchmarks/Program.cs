using PersonaKit.Benchmarks;
using PersonaKit.Benchmarks.Domain;
using PersonaKit.Benchmarks.Http;

// dotnet run -c Release --project tests/PersonaKit.Benchmarks [domain|http|posts [folder of another published host]|long [observations]]
if (args is ["bare", var url, var bodyFile])
{
    await BareEndpoint.RunAsync(url, bodyFile);
    return 0;
}

if (args is ["append", var appendUrl, var file])
{
    await AppendService.RunAsync(appendUrl, file);
    return 0;
}

var table = new ResultTable();
if (args is ["long", .. var size])
{
    await LongHistoryBenchmark.RunAsync(table, size is [var count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 200_000);
    table.Print(Console.Out);
    return 0;
}

if (args is [] or ["domain"])
{
    DomainBenchmarks.Run(table);
}

if (args is [] or ["http"] or ["posts", ..])
{
    if (!LoadGenerator.IsInstalled)
    {
        Console.Error.WriteLine("wrk is not installed (Debian: apt-get install wrk); the HTTP benchmarks need it.");
        return 1;
    }

    if (args is ["posts", .. var others])
    {
        await PostBenchmark.RunAloneAsync(table, others is [var folder] ? folder : null);
    }
    else
    {
        await HttpBenchmarks.RunAsync(table);
    }
}

table.Print(Console.Out);
return 0;
