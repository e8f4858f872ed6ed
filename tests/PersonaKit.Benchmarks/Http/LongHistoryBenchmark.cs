using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace PersonaKit.Benchmarks.Http;

/// <summary>
/// One person with a long history against a published host, and a stranger who reads a persona all the while: what the person's reads take,
/// what the stranger notices, and what memory the host needs.
/// </summary>
internal static class LongHistoryBenchmark
{
    private const int Batch = 100;
    private const string Person = "/api/v1/people/long";
    private const string Persona = $"{Person}/personas/daily_work_optimizer";

    private static readonly DateTimeOffset End = DateTimeOffset.UtcNow.AddHours(-1);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(ResultTable table, int observations)
    {
        await PublishedHost.PublishAsync();
        try
        {
            await using var host = await PublishedHost.StartAsync("long");
            using var client = new HttpClient { BaseAddress = new Uri(host.Url), Timeout = TimeSpan.FromMinutes(5) };
            await SeedAsync(client, observations);
            await MeasureAsync(host, client, table, observations);
        }
        finally
        {
            Directory.Delete(PublishedHost.WorkFolder, recursive: true);
        }
    }

    private static async Task MeasureAsync(PublishedHost host, HttpClient client, ResultTable table, int observations)
    {
        await PostAsync(client, "stranger", Sessions(0, Batch, observations));
        await GetAsync(client, "/api/v1/people/stranger/personas/daily_work_optimizer");
        await GetAsync(client, Persona);
        host.ResetPeak();
        var quiet = await WithStrangerAsync(client, () => Task.Delay(TimeSpan.FromSeconds(3)));
        Report(table, "a stranger's persona, p99, nobody else", quiet, 20);

        var retractions = new List<double>();
        Report(table, "a stranger's persona, p99, during retractions", await WithStrangerAsync(client, async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                var receipt = await RetractAsync(client, (i * 7919) % observations);
                var clock = Stopwatch.StartNew();
                await GetAsync(client, $"{Persona}?after={Uri.EscapeDataString(receipt)}");
                retractions.Add(clock.Elapsed.TotalMilliseconds);
                await Task.Delay(300);
            }
        }), 20);
        Report(table, "retraction acknowledged → next persona, slowest of 10", retractions.Max(), 500);

        var twelve = new List<double>();
        Report(table, "a stranger's persona, p99, during twelve readers after a retraction", await WithStrangerAsync(client, async () =>
        {
            var receipt = await RetractAsync(client, observations / 2);
            await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
            {
                var clock = Stopwatch.StartNew();
                await GetAsync(client, $"{Person}/mindscape?after={Uri.EscapeDataString(receipt)}");
                lock (twelve)
                {
                    twelve.Add(clock.Elapsed.TotalMilliseconds);
                }
            }));
        }), 20);
        Report(table, "twelve readers after a retraction, the slowest", twelve.Max(), 500);

        var past = new List<double>();
        Report(table, "a stranger's persona, p99, during as_of", await WithStrangerAsync(client, async () =>
        {
            for (var i = 1; i <= 10; i++)
            {
                var at = End - (Step * (observations * (double)i / 11));
                past.Add(await TimeAsync(client, $"{Person}/mindscape?as_of={Text(at)}"));
            }
        }), 20);
        Report(table, "as_of, slowest of 10 instants", past.Max(), 500);

        foreach (var trait in new[] { "work.focus_duration", "current_state.energy_level" })
        {
            var history = new List<double>();
            Report(table, $"a stranger's persona, p99, during histories of {trait}", await WithStrangerAsync(client, async () =>
            {
                for (var i = 0; i < 3; i++)
                {
                    history.Add(await TimeAsync(client, $"{Person}/traits/{trait}/history?points={100 + i}"));
                }
            }), 20);
            Report(table, $"history of {trait}, slowest of 3", history.Max(), 500);
        }

        table.Add("memory of the host, peak", $"{host.PeakMegabytes} MB", "–", "–", "≤ 400 MB", host.PeakMegabytes <= 400);
        var load = await File.ReadAllTextAsync("/proc/loadavg");
        Console.WriteLine($"load of the machine: {load.Trim()}, {Environment.ProcessorCount} processors");
    }

    private static void Report(ResultTable table, string what, double milliseconds, double aim)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {milliseconds:0.0} ms"));
        table.Add(what, string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms"), "–", "–", $"≤ {aim:0} ms", milliseconds <= aim);
    }

    /// <summary>The 99th percentile of what the stranger waited, a request every two milliseconds, while something else went on.</summary>
    private static async Task<double> WithStrangerAsync(HttpClient client, Func<Task> meanwhile)
    {
        using var stop = new CancellationTokenSource();
        var waits = new List<double>();
        var stranger = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                waits.Add(await TimeAsync(client, "/api/v1/people/stranger/personas/daily_work_optimizer"));
                await Task.Delay(2);
            }
        });
        await meanwhile();
        await stop.CancelAsync();
        await stranger;
        waits.Sort();
        return waits[(int)(waits.Count * 0.99)];
    }

    private static async Task<double> TimeAsync(HttpClient client, string path)
    {
        var clock = Stopwatch.StartNew();
        await GetAsync(client, path);
        return clock.Elapsed.TotalMilliseconds;
    }

    private static async Task GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task<string> RetractAsync(HttpClient client, int index)
    {
        using var answer = await client.DeleteAsync(new Uri($"{Person}/observations/s{index}", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        var text = await answer.Content.ReadAsStringAsync();
        return System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("receipt").GetString()!;
    }

    private static async Task SeedAsync(HttpClient client, int observations)
    {
        await PostAsync(client, "long", """{"type":"assertion","content":{"trait":"profile.time_zone","value":"Europe/Berlin"},"observed_at":"2020-01-01T00:00:00Z"}""");
        for (var start = 0; start < observations; start += Batch)
        {
            await PostAsync(client, "long", Sessions(start, Batch, observations));
        }
    }

    /// <summary>One in ten is an energy check, the others are work sessions.</summary>
    private static string Sessions(int start, int count, int observations) => $"[{string.Join(',', Enumerable.Range(start, count).Select(i =>
    {
        var at = Text(End - (Step * (observations - i)));
        return i % 10 == 0
            ? $$$"""{"id":"s{{{i}}}","observed_at":"{{{at}}}","type":"user_input","content":{"type":"energy_check","energy_level":"{{{(i % 20 == 0 ? "low" : "high")}}}"}}"""
            : string.Create(CultureInfo.InvariantCulture, $$$"""{"id":"s{{{i}}}","observed_at":"{{{at}}}","type":"work_session","content":{"start":"{{{at}}}","duration_minutes":{{{20 + (i % 90)}}},"productivity_score":{{{1 + (i % 5)}}},"interruptions":{{{i % 4}}}}}""");
    }))}]";

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static async Task PostAsync(HttpClient client, string person, string json)
    {
        while (true)
        {
            using var content = new StringContent(json, Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(new Uri($"/api/v1/people/{person}/observations", UriKind.Relative), content);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await Task.Delay(200);
                continue;
            }

            if (answer.StatusCode != HttpStatusCode.Accepted)
            {
                throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }

            return;
        }
    }
}
