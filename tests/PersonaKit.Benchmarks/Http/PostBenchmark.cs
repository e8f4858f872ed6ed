namespace PersonaKit.Benchmarks.Http;

/// <summary>Durable posts of the published host against those of the minimal append service: the same client, in turns, each with a database of its own.</summary>
internal static class PostBenchmark
{
    private const int Rounds = 5;
    private const int Seconds = 3;
    private const int Connections = 64;
    private const double Aim = 0.75;

    private const string Script = """
        local n = 0
        local thread = 0
        function setup(t) t:set("id", thread); thread = thread + 1 end
        function init(args) math.randomseed(id + os.time()); n = math.random(1, 1000000) * 100000 end
        function request()
          n = n + 1
          local body = '{"id":"o' .. id .. '.' .. n .. '","type":"work_session","content":{"start":"2026-01-20T09:00:00Z","duration_minutes":50,"productivity_score":4,"interruptions":1}}'
          return wrk.format("POST", "/api/v1/people/p" .. (n % 500) .. "/observations", {["Content-Type"] = "application/json"}, body)
        end
        """;

    /// <summary>For the posts alone.</summary>
    /// <param name="otherHost">The folder of another published host to measure in the same run; null for none.</param>
    public static async Task RunAloneAsync(ResultTable table, string? otherHost)
    {
        await PublishedHost.PublishAsync();
        try
        {
            await RunAsync(table, otherHost);
        }
        finally
        {
            Directory.Delete(PublishedHost.WorkFolder, recursive: true);
        }
    }

    public static async Task RunAsync(ResultTable table, string? otherHost)
    {
        var script = Path.Combine(PublishedHost.WorkFolder, "posts.lua");
        await File.WriteAllTextAsync(script, Script);
        await using var reference = await PublishedHost.StartAppendServiceAsync();
        await using var host = await PublishedHost.StartAsync("posts");
        await using var other = otherHost is null ? null : await PublishedHost.StartOtherAsync(otherHost);
        var runs = new Dictionary<string, List<LoadResult>> { ["append service"] = [], ["posts"] = [], ["posts of the other host"] = [] };
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var (name, contestant) in new[] { ("append service", reference), ("posts", host), ("posts of the other host", other) })
            {
                if (contestant is null)
                {
                    continue;
                }

                var result = await LoadGenerator.RunAsync(contestant.Url, Connections, Seconds, script);
                Console.WriteLine($"round {round} {name}: {result.PerSecond:0}/s, p99 {result.P99Milliseconds:0.0} ms, refused {result.Refused}");
                if (round > 0) // the first round warms up
                {
                    runs[name].Add(result);
                }
            }
        }

        Add(table, "durable posts at 64 connections, per second", LoadResult.Median(runs["posts"]), LoadResult.Median(runs["append service"]));
        if (other is not null)
        {
            Add(table, "the other host's, per second", LoadResult.Median(runs["posts of the other host"]), LoadResult.Median(runs["append service"]));
        }
    }

    private static void Add(ResultTable table, string what, LoadResult measured, LoadResult reference)
    {
        var ratio = measured.PerSecond / reference.PerSecond;
        table.Add(
            what, $"{measured.PerSecond:0}", $"append service {reference.PerSecond:0}", $"{ratio:P0}", $"≥ {Aim:P0}", ratio >= Aim && measured.Refused == 0);
    }
}
