using PersonaKit.Fuzz.Running;
using PersonaKit.Fuzz.Soak;

namespace PersonaKit.Fuzz;

/// <summary>The runs that are too long for every build.</summary>
internal static class LongRun
{
    private const int MostRequests = 200_000;

    private const string Help = """
        --requests N [--seed N] [--minutes N]   fuzz, for so many minutes at most
        --only N [--seed N]                     one request of it
        --soak MINUTES [--seed N]               mixed load with kills
        """;

    public static async Task<int> StartAsync(string[] arguments)
    {
        var values = new Dictionary<string, int>();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (arguments[i] is not ("--requests" or "--seed" or "--minutes" or "--only" or "--soak")
                || i + 1 == arguments.Length
                || !int.TryParse(arguments[i + 1], out var value)
                || value < 0)
            {
                Console.Error.WriteLine(Help);
                return 2;
            }

            values[arguments[i]] = value;
        }

        var seed = values.GetValueOrDefault("--seed", 1);
        if (values.TryGetValue("--soak", out var minutes))
        {
            var soak = new SoakOptions { Seed = seed, Duration = TimeSpan.FromMinutes(minutes) };
            var outcome = await SoakRun.StartAsync(soak);
            Console.WriteLine(outcome.ToText());
            return outcome.Violations.IsEmpty && outcome.Kept > 0 && outcome.Remains.Count == 0 ? 0 : 1;
        }

        if (values.GetValueOrDefault("--requests") > MostRequests)
        {
            Console.Error.WriteLine($"at most {MostRequests} requests: each thousand needs two of a host's 500 mappers");
            return 2;
        }

        var options = new FuzzOptions
        {
            Seed = seed,
            Requests = values.GetValueOrDefault("--requests", 100_000),
            Only = values.TryGetValue("--only", out var only) ? only : null,
            TimeLimit = TimeSpan.FromMinutes(values.GetValueOrDefault("--minutes", 30)),
        };
        var summary = await FuzzRun.StartAsync(options);
        Console.WriteLine(summary.ToText());
        var isWhole = options.Only is not null || summary.Sent == options.Requests;
        return isWhole && summary.Findings.Count == 0 && summary.PeakMemory <= options.MemoryLimit ? 0 : 1;
    }
}
