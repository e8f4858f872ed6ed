using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace PersonaKit.Benchmarks.Http;

/// <summary>The published host against a bare WebApplication and a minimal append service, interleaved in one run; medians of the rounds.</summary>
internal static class HttpBenchmarks
{
    private const int Rounds = 5;
    private const int Seconds = 3;
    private const string Persona = "/api/v1/people/ana/personas/daily_work_optimizer";

    public static async Task RunAsync(ResultTable table)
    {
        await PublishedHost.PublishAsync();
        try
        {
            await using (var host = await PublishedHost.StartAsync("reads"))
            {
                await ReadsAsync(host, table);
                await VisibilityAsync(host, table);
            }

            await PostBenchmark.RunAsync(table, otherHost: null);
            await StartsAsync(table);
        }
        finally
        {
            Directory.Delete(PublishedHost.WorkFolder, recursive: true);
        }
    }

    private static async Task ReadsAsync(PublishedHost host, ResultTable table)
    {
        using var client = new HttpClient { BaseAddress = new Uri(host.Url) };
        await SeedAsync(client);
        using var first = await client.GetAsync(new Uri(Persona, UriKind.Relative));
        first.EnsureSuccessStatusCode();
        var etag = first.Headers.ETag!.ToString();
        var bodyFile = Path.Combine(PublishedHost.WorkFolder, "body.json");
        await File.WriteAllBytesAsync(bodyFile, await first.Content.ReadAsByteArrayAsync());
        var misses = Path.Combine(PublishedHost.WorkFolder, "misses.lua");
        await File.WriteAllTextAsync(misses, $$"""
            local n = 0
            local thread = 0
            function setup(t) t:set("id", thread); thread = thread + 1 end
            function init(args) math.randomseed(id + os.time()); n = math.random(1, 1000000) * 1000 end
            function request() n = n + 1; return wrk.format("GET", "{{Persona}}?context.upcoming_meeting=" .. id .. n) end
            """);

        await using var bare = await PublishedHost.StartBareAsync(bodyFile);
        Dictionary<string, List<LoadResult>> runs = new() { ["bare"] = [], ["hit"] = [], ["304"] = [], ["miss"] = [] };
        for (var round = 0; round <= Rounds; round++)
        {
            var results = new Dictionary<string, LoadResult>
            {
                ["bare"] = await LoadGenerator.RunAsync(bare.Url + Persona, 16, Seconds),
                ["hit"] = await LoadGenerator.RunAsync(host.Url + Persona, 16, Seconds),
                ["304"] = await LoadGenerator.RunAsync(host.Url + Persona, 16, Seconds, null, $"If-None-Match: {etag}"),
                ["miss"] = await LoadGenerator.RunAsync(host.Url + Persona, 16, Seconds, misses),
            };
            foreach (var (name, result) in results.Where(_ => round > 0)) // the first round warms up
            {
                Console.WriteLine($"round {round} {name}: {result.PerSecond:0}/s, p99 {result.P99Milliseconds:0.00} ms, refused {result.Refused}");
                runs[name].Add(result);
            }
        }

        var reference = LoadResult.Median(runs["bare"]);
        foreach (var (name, what, aim) in new[] { ("hit", "persona hit", 0.8), ("304", "persona 304", 0.85), ("miss", "persona miss, built and stored", 0.25) })
        {
            var result = LoadResult.Median(runs[name]);
            var ratio = result.PerSecond / reference.PerSecond;
            table.Add(
                $"{what}, requests/s", $"{result.PerSecond:0}", $"bare endpoint {reference.PerSecond:0}", $"{ratio:P0}", $"≥ {aim:P0}", ratio >= aim && result.Refused == 0);
            var slower = result.P99Milliseconds / reference.P99Milliseconds;
            if (name != "miss")
            {
                table.Add($"{what}, p99", $"{result.P99Milliseconds:0.00} ms", $"{reference.P99Milliseconds:0.00} ms", $"{slower:0.0}×", "≤ 3×", slower <= 3);
            }
        }
    }

    private static async Task VisibilityAsync(PublishedHost host, ResultTable table)
    {
        using var client = new HttpClient { BaseAddress = new Uri(host.Url) };
        var persona = new Uri("/api/v1/people/bea/personas/daily_work_optimizer", UriKind.Relative);
        await PostAsync(
            client,
            """
            [{"type":"user_input","content":{"type":"wizard_response","responses":{"most_productive":"morning","focus_duration":"1hr","flow_disruptor":"slack"}}},
             {"type":"user_input","content":{"type":"energy_check","energy_level":"high"}}]
            """,
            "bea");
        var waits = new List<double>();
        for (var i = 0; i < 400; i++)
        {
            var level = i % 2 == 0 ? "low" : "high";
            using (var get = await client.GetAsync(persona))
            {
                get.EnsureSuccessStatusCode(); // the row is cached: without invalidation the old answer would be served
            }

            // As many checks say one as say the other, so the newest decides.
            await PostAsync(client, $$$"""{"id":"v{{{i}}}","type":"user_input","content":{"type":"energy_check","energy_level":"{{{level}}}"}}""", "bea");
            var clock = Stopwatch.StartNew();
            while (!(await client.GetStringAsync(persona)).Contains($"\"energy_level\":{{\"value\":\"{level}\"", StringComparison.Ordinal))
            {
                if (clock.Elapsed > TimeSpan.FromSeconds(5))
                {
                    throw new InvalidOperationException("a post does not become visible");
                }
            }

            waits.Add(clock.Elapsed.TotalMilliseconds);
        }

        waits.Sort();
        table.Add("post acknowledged → visible without a receipt, p99", $"{waits[(int)(waits.Count * 0.99)]:0.0} ms", "–", "–", "≤ 100 ms", waits[(int)(waits.Count * 0.99)] <= 100);
    }

    private static async Task StartsAsync(ResultTable table)
    {
        var starts = new List<double>();
        for (var i = 0; i < 9; i++)
        {
            await using var host = await PublishedHost.StartAsync($"start{i}");
            starts.Add(host.FirstAnswer.TotalMilliseconds);
        }

        var median = starts.Order().ElementAt(starts.Count / 2);
        table.Add("start of the published host to its first answer", $"{median:0} ms", "–", "–", "≤ 400 ms", median <= 400);
    }

    private static async Task SeedAsync(HttpClient client)
    {
        var sessions = Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture,
            $$$"""{"id":"seed{{{i}}}","type":"work_session","content":{"start":"{{{DateTime.UtcNow.AddHours(-i * 7):yyyy-MM-ddTHH:mm:ssZ}}}","duration_minutes":{{{30 + i}}},"productivity_score":{{{1 + (i % 5)}}},"interruptions":{{{i % 4}}}}}"""));
        await PostAsync(client, $"[{string.Join(',', sessions)}]");
        await PostAsync(client, """{"type":"user_input","content":{"type":"energy_check","energy_level":"high"}}""");
    }

    private static async Task PostAsync(HttpClient client, string json, string person = "ana")
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri($"/api/v1/people/{person}/observations", UriKind.Relative), content);
        if (answer.StatusCode != HttpStatusCode.Accepted)
        {
            throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
