using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using PersonaKit.Fuzz.Contract;
using PersonaKit.Fuzz.Generation;
using PersonaKit.Fuzz.Hosting;
using PersonaKit.Fuzz.Judging;
using PersonaKit.Fuzz.Wire;

namespace PersonaKit.Fuzz.Running;

/// <summary>Sends many requests to a started host and judges every answer.</summary>
internal sealed class FuzzRun(HostProcess host, FuzzOptions options)
{
    private const int RequestsPerEpoch = 1000;

    private readonly ApiDocument _document = ApiDocument.Load();
    private readonly ConcurrentDictionary<int, Lazy<Task<Vocabulary>>> _vocabularies = new();
    private readonly FuzzSummary _summary = new(options);
    private readonly SemaphoreSlim _alone = new(1);
    private int _next = -1;

    public static async Task<FuzzSummary> StartAsync(FuzzOptions options)
    {
        using var folder = new ScratchFolder();
        using var host = await HostProcess.StartAsync(folder.DataPath);
        return await new FuzzRun(host, options).RunAsync();
    }

    private async Task<FuzzSummary> RunAsync()
    {
        var clock = Stopwatch.StartNew();
        using var http = new HttpClient { BaseAddress = new Uri(host.Address, $"{_document.BasePath}/") };
        var setup = new FuzzSetup(http);
        using var over = new CancellationTokenSource(options.TimeLimit);
        using var done = new CancellationTokenSource();
        var watching = WatchMemoryAsync(done.Token);
        if (options.Only is { } only)
        {
            using var client = new WireClient(host.EndPoint);
            await SendAsync(only, client, setup);
        }
        else
        {
            await Task.WhenAll(Enumerable.Range(0, options.Senders).Select(_ => Task.Run(() => SendManyAsync(setup, over.Token))));
        }

        await done.CancelAsync();
        await watching;
        _summary.Duration = clock.Elapsed;
        return _summary;
    }

    private async Task SendManyAsync(FuzzSetup setup, CancellationToken over)
    {
        using var client = new WireClient(host.EndPoint);
        while (!over.IsCancellationRequested
            && _summary.Findings.Count < options.MostFindings
            && Interlocked.Increment(ref _next) is var number
            && number < options.Requests)
        {
            await SendAsync(number, client, setup);
        }
    }

    private async Task SendAsync(int number, WireClient client, FuzzSetup setup)
    {
        var epoch = number / RequestsPerEpoch;
        var vocabulary = await _vocabularies.GetOrAdd(epoch, key => new(() => setup.PrepareAsync(key))).Value;
        var request = new RequestGenerator(_document, options.Seed).Make(number, vocabulary, host.EndPoint.ToString());
        var exchange = await client.SendAsync(request);
        _summary.Count(exchange);
        if (options.Only is not null)
        {
            Console.WriteLine($"{PrintedBytes.Of(request.ToBytes())}\n---\n{exchange.Answer?.ToText() ?? "nothing"}");
        }

        if (AnswerRules.Broken(exchange) is not { } rule)
        {
            return;
        }

        if (KnownFindings.All.FirstOrDefault(known => known.Is(exchange)) is { } known)
        {
            _summary.Count(known);
            return;
        }

        await _alone.WaitAsync();
        try
        {
            await ConfirmAsync(rule, exchange);
        }
        finally
        {
            _alone.Release();
        }
    }

    /// <summary>
    /// On a machine that is busy anything is slow once, and an export may be broken off by an erasure: those two are findings when they
    /// happen again. The rest is one at once.
    /// </summary>
    private async Task ConfirmAsync(string rule, Exchange exchange)
    {
        if (rule is AnswerRules.Slow or AnswerRules.Dropped)
        {
            for (var attempt = 0; attempt < 2; attempt++)
            {
                using var again = new WireClient(host.EndPoint);
                if (AnswerRules.Broken(await again.SendAsync(exchange.Request)) != rule)
                {
                    _summary.SlowOnce++;
                    return;
                }
            }
        }

        var shrunk = await new Shrinker(host.EndPoint, rule).ShrinkAsync(exchange);
        _summary.Add(new Finding(rule, shrunk, TraceOf(shrunk.Answer) is { } trace ? host.LogAbout(trace) : ""));
    }

    private async Task WatchMemoryAsync(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            _summary.PeakMemory = Math.Max(_summary.PeakMemory, host.Memory);
            await Task.Delay(100, CancellationToken.None);
        }
    }

    private static string? TraceOf(WireAnswer? answer)
    {
        try
        {
            using var problem = JsonDocument.Parse(answer?.Body ?? "{}"u8.ToArray());
            return problem.RootElement.TryGetProperty("trace_id", out var trace) ? trace.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
