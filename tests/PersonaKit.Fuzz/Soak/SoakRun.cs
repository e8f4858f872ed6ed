using System.Diagnostics;
using PersonaKit.Fuzz.Hosting;

namespace PersonaKit.Fuzz.Soak;

/// <summary>
/// Writers and readers on a host that is killed and started again every few seconds; at the end everything is checked and the bytes of the
/// files are read.
/// </summary>
internal sealed class SoakRun(SoakOptions options, string dataPath) : IDisposable
{
    /// <summary>Quotes what people said, so that it gets into stored personas.</summary>
    public const string Mapper = "soak";

    private const string MapperText = """
        metadata: { id: soak, version: "1.0.0", name: Soak }
        rules:
          - id: said
            weight: 1.0
            conditions:
              trait_check: { path: notes.free, operator: exists }
            actions:
              - generate_suggestion:
                  type: note
                  template: t
                  parameters: { said: { from_trait: notes.free } }
        templates:
          t: { title: A note, description: "{said}" }
        """;

    private readonly SoakHost _host = new(dataPath);
    private readonly Markers _markers = new(options.Seed);
    private readonly SoakSummary _summary = new();
    private readonly HashSet<string> _remains = [];

    /// <summary>
    /// A writer holds one of these during a step; whoever holds all of them knows that nobody is in the middle of something.
    /// </summary>
    private readonly SemaphoreSlim _steps = new(options.Writers);

    public static async Task<SoakSummary> StartAsync(SoakOptions options)
    {
        using var folder = new ScratchFolder();
        using var run = new SoakRun(options, folder.DataPath);
        return await run.RunAsync();
    }

    public void Dispose()
    {
        _host.Dispose();
        _steps.Dispose();
    }

    private async Task<SoakSummary> RunAsync()
    {
        var clock = Stopwatch.StartNew();
        using var client = new SoakClient(_host, options.Patience);
        await _host.StartAsync();
        await client.SendAsync(HttpMethod.Put, $"mappers/{Mapper}", MapperText, type: "application/yaml");
        await client.SendAsync(HttpMethod.Post, $"mappers/{Mapper}/revisions/1/activate");

        var people = Enumerable.Range(0, options.Writers)
            .Select(writer => PeopleOf(writer, client)).ToList();
        using var over = new CancellationTokenSource(options.Duration);
        var readers = Enumerable.Range(0, options.Readers).Select(reader => new Random(options.Seed - 1 - reader));
        var work = people.Select((own, writer) => GuardedAsync(() => WriteAsync(own, new Random(options.Seed + writer), over.Token)))
            .Concat(readers.Select(random => GuardedAsync(() => ReadAsync(client, random, over.Token))))
            .Append(GuardedAsync(() => KillAsync(client, new Random(options.Seed), over.Token)));
        await Task.WhenAll([.. work]);

        await GuardedAsync(() => CheckAllAsync(people.SelectMany(own => own)));
        await GuardedAsync(() => ScanAtEndAsync(client));
        _summary.Remains = [.. _remains.Order()];
        (_summary.Kills, _summary.PeakMemory, _summary.Duration) = (_host.Kills, _host.PeakMemory, clock.Elapsed);
        (_summary.Said, _summary.Forgotten) = (_markers.Said, _markers.Forgotten);
        return _summary;
    }

    private List<SoakPerson> PeopleOf(int writer, SoakClient client)
    {
        Random Chance(int i) => new((options.Seed * 1000) + (writer * 100) + i);
        return [.. Enumerable.Range(0, options.PeoplePerWriter).Select(i => new SoakPerson($"w{writer}p{i}", client, _markers, Chance(i)))];
    }

    private async Task WriteAsync(List<SoakPerson> people, Random random, CancellationToken over)
    {
        while (!over.IsCancellationRequested && _summary.Violations.IsEmpty)
        {
            await _steps.WaitAsync(CancellationToken.None);
            try
            {
                _summary.Count(await people[random.Next(people.Count)].StepAsync());
            }
            finally
            {
                _steps.Release();
            }
        }
    }

    private async Task ReadAsync(SoakClient client, Random random, CancellationToken over)
    {
        string[] parts =
        [
            "mindscape", $"personas/{Mapper}", "personas", "export", "traits/work.focus_duration/history", "mindscape?view=explain",
        ];
        while (!over.IsCancellationRequested)
        {
            var path = $"people/w{random.Next(options.Writers)}p{random.Next(options.PeoplePerWriter)}/{parts[random.Next(parts.Length)]}";
            var (status, text, _) = await client.SendAsync(HttpMethod.Get, path);
            if ((int)status is not (200 or 404 or 422))
            {
                throw new SoakViolationException($"GET {path} is answered {(int)status}: {text}");
            }

            _summary.Count("read");
            await Task.Delay(random.Next(10), CancellationToken.None);
        }
    }

    private async Task KillAsync(SoakClient client, Random random, CancellationToken over)
    {
        for (var kill = 1; !over.IsCancellationRequested; kill++)
        {
            // One in four is killed while it still takes up what the last one left.
            await Task.Delay(random.Next(4) == 0 ? random.Next(20, 300) : random.Next(1500, 4000), CancellationToken.None);
            await _host.KillAsync();
            await _host.StartAsync();
            if (kill % 2 == 0)
            {
                await ScanInBetweenAsync(client, kill);
            }
        }
    }

    private async Task CheckAllAsync(IEnumerable<SoakPerson> people)
    {
        foreach (var person in people)
        {
            await person.CheckAsync();
        }
    }

    /// <summary>Right after a kill, when nothing was written since that would cover what it left.</summary>
    private async Task ScanInBetweenAsync(SoakClient client, int kill)
    {
        for (var i = 0; i < options.Writers; i++)
        {
            await _steps.WaitAsync(CancellationToken.None);
        }

        try
        {
            await FoldedAsync(client);
            _remains.UnionWith((await SettledAsync()).Select(marker => $"{marker}, first seen after kill {kill}").Where(IsNew));
            _summary.Count("scan");
        }
        finally
        {
            _steps.Release(options.Writers);
        }
    }

    /// <summary>Of the files as the running host has them, and as it leaves them.</summary>
    private async Task ScanAtEndAsync(SoakClient client)
    {
        await FoldedAsync(client);
        _remains.UnionWith((await SettledAsync()).Select(marker => $"{marker}, at the end while it runs"));
        if (await _host.TerminateAsync() is not 0 and var code)
        {
            throw new SoakViolationException($"the host ended with {code}");
        }

        var (forgotten, kept) = Scan();
        _remains.UnionWith(forgotten.Select(marker => $"{marker}, at the end after it stopped"));
        _summary.Kept = kept;
    }

    /// <summary>Cleaning may run a moment behind the change feed; what is still there a second later is a find.</summary>
    private async Task<List<string>> SettledAsync()
    {
        var (forgotten, _) = Scan();
        for (var attempt = 0; attempt < 10 && forgotten.Count > 0; attempt++)
        {
            await Task.Delay(100);
            forgotten = Scan().Forgotten;
        }

        return forgotten;
    }

    private bool IsNew(string remains) => !_remains.Any(known => known.StartsWith(remains.Split(',')[0], StringComparison.Ordinal));

    /// <summary>Waits until the change feed has handled everything.</summary>
    private static async Task FoldedAsync(SoakClient client)
    {
        for (var attempt = 0; (await client.GetAsync("health/ready")).GetProperty("feed_lag").GetInt64() > 0; attempt++)
        {
            if (attempt == 100)
            {
                throw new SoakViolationException("the change feed is not done after ten seconds without a write");
            }

            await Task.Delay(100);
        }
    }

    private (List<string> Forgotten, int Kept) Scan()
    {
        var (forgotten, kept) = (new List<string>(), 0);
        foreach (var ending in (string[])["", "-wal", "-shm"])
        {
            if (File.Exists(dataPath + ending))
            {
                using var file = new FileStream(dataPath + ending, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var bytes = new byte[file.Length];
                file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                var found = _markers.Find(bytes);
                forgotten.AddRange(found.Forgotten.Select(marker => $"{marker} in the file{ending}"));
                kept += found.Kept;
            }
        }

        return (forgotten, kept);
    }

    /// <summary>Whatever goes wrong in one of many clients is a violation, and the others come to their end.</summary>
    private async Task GuardedAsync(Func<Task> work)
    {
        try
        {
            await Task.Run(work);
        }
#pragma warning disable CA1031 // a failure of the soak itself is to be reported like one of the host, with everything that was done before
        catch (Exception broken)
#pragma warning restore CA1031
        {
            _summary.Violations.Enqueue($"{broken.GetType().Name}: {broken.Message}");
        }
    }
}
