using PersonaKit.Cli.Tests.Hosting;

namespace PersonaKit.Cli.Tests;

/// <summary>A client of hosts that throttle, cannot be reached, or need a key.</summary>
public sealed class ConnectionTests : IDisposable
{
    private const string Taken = """{"receipt":"r1","accepted":1,"duplicates":0,"conflicts":0,"items":[{"index":0,"id":"x","status":"accepted","feeds":[]}]}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_throttled_request_is_sent_again_after_the_given_time()
    {
        var replies = new Queue<ScriptedHost.Reply>([new(429, RetryAfter: "7"), new(503, RetryAfter: "2"), new(503), new(202, Taken)]);
        await using var host = await ScriptedHost.StartAsync(_ => replies.Dequeue());
        var time = new PromptTime();
        var run = await new Run.Desk { Time = time }.RunAsync("observe", _folder.Write("o.json", """{"type":"note","content":{}}"""), "--person", "ada", "--url", host.Url);
        Assert.Equal((0, "r1"), (run.ExitCode, run.Output.Trim()));
        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)], time.Pauses);
        Assert.Equal(4, host.Requests.Count);
        Assert.Single(host.Requests.Distinct());
        Assert.NotEmpty(host.Requests[0].IdempotencyKey);
    }

    [Fact]
    public async Task After_30_attempts_a_throttled_request_fails()
    {
        await using var host = await ScriptedHost.StartAsync(_ => new(503, """{"type":"urn:personakit:problem:store-unavailable","detail":"not now"}"""));
        var run = await new Run.Desk { Time = new PromptTime() }.RunAsync("persona", "--person", "ada", "--mapper", "m", "--url", host.Url);
        Assert.Equal((1, "the host answers 503 store-unavailable: not now"), (run.ExitCode, run.Errors.Trim()));
        Assert.Equal(30, host.Requests.Count);
    }

    [Fact]
    public async Task Each_batch_has_at_most_100_observations_and_its_own_key()
    {
        await using var host = await ScriptedHost.StartAsync(_ => new(202, Taken));
        var lines = string.Concat(Enumerable.Range(0, 201).Select(i => $$$"""{"type":"note","content":{"n":{{{i}}}}}""" + "\n"));
        await Run.Of("observe", _folder.Write("o.jsonl", lines), "--person", "ada", "--url", host.Url);
        Assert.Equal([100, 100, 1], host.Requests.Select(request => request.Body.Split("\"type\"").Length - 1));
        Assert.Equal(3, host.Requests.Select(request => request.IdempotencyKey).Distinct().Count());
    }

    [Fact]
    public async Task Large_observations_make_small_batches()
    {
        await using var host = await ScriptedHost.StartAsync(_ => new(202, Taken));
        var lines = string.Concat(Enumerable.Range(0, 90).Select(_ => $$$"""{"type":"note","content":{"n":"{{{new string('x', 30_000)}}}"}}""" + "\n"));
        await Run.Of("observe", _folder.Write("o.jsonl", lines), "--person", "ada", "--url", host.Url);
        Assert.All(host.Requests, request => Assert.True(request.Body.Length <= 1024 * 1024));
        Assert.Equal(90, host.Requests.Sum(request => request.Body.Split("\"type\"").Length - 1));
    }

    [Fact]
    public async Task Where_Azure_wants_a_function_key_beside_the_hosts_own_both_are_sent()
    {
        await using var host = await ScriptedHost.StartAsync(_ => new(200, "{}"));
        await Run.Of("persona", "--person", "ada", "--mapper", "m", "--json", "--url", host.Url, "--api-key", "ours", "--function-key", "theirs");
        Assert.Equal(("ours", "theirs"), (host.Requests[0].ApiKey, host.Requests[0].FunctionKey));
    }

    [Fact]
    public async Task The_key_and_the_url_may_come_from_the_environment_and_the_options_win()
    {
        await using var host = await ScriptedHost.StartAsync(_ => new(200, "{}"));
        var desk = new Run.Desk { Environment = new() { ["PERSONAKIT_URL"] = host.Url + "/", ["PERSONAKIT_API_KEY"] = "from-environment" } };
        await desk.RunAsync("persona", "--person", "a:b|c", "--mapper", "m", "--json");
        await desk.RunAsync("persona", "--person", "ada", "--mapper", "m", "--json", "--api-key", "from-option", "--context", "x.y=1+1 & 2", "--after", "r");
        Assert.Equal(["from-environment", "from-option"], host.Requests.Select(request => request.ApiKey));
        Assert.Equal(["from-environment", "from-option"], host.Requests.Select(request => request.FunctionKey));
        Assert.Equal(["GET /api/v1/people/a:b|c/personas/m", "GET /api/v1/people/ada/personas/m?after=r&context.x.y=1%2B1%20%26%202"], host.Requests.Select(request => request.Line));
    }

    [Fact]
    public async Task An_unreachable_host_is_named()
    {
        var run = await Run.Of("export", "--person", "ada", "--url", "http://127.0.0.1:1");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("http://127.0.0.1:1 does not answer: ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_is_written_unchanged()
    {
        const string document = """{"person_id":"ada","exported_at":"2026-01-20T10:00:00Z","mindscape":{},"observations":[],"personas":[]}""";
        await using var host = await ScriptedHost.StartAsync(request => request.Line == "GET /api/v1/people/ada/export" ? new(200, document) : new(500));
        Assert.Equal(document, (await Run.Of("export", "--person", "ada", "--url", host.Url)).Output.Trim());
        var file = Path.Combine(_folder.Path, "ada.json");
        Assert.Equal(0, (await Run.Of("export", "--person", "ada", "--url", host.Url, "--output", file)).ExitCode);
        Assert.Equal(document, await File.ReadAllTextAsync(file));
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
        var watched = await new Run.Desk { IsTerminal = true }.RunAsync("export", "--person", "ada", "--url", host.Url);
        Assert.StartsWith($"\r{document.Length} bytes", watched.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_omits_retracted_observations_and_the_hosts_own_fields()
    {
        await using var host = await ScriptedHost.StartAsync(_ => new(202, Taken));
        var file = _folder.Write("export.json", """
            {"person_id":"ada","observations":[
              {"id":"a","type":"note","observed_at":"2026-01-20T09:00:00Z","received_at":"2026-01-20T09:00:01Z","content":{"n":1},"meta":{"m":2},"number":1},
              {"id":"b","type":"note","observed_at":"2026-01-20T09:00:00Z","retracted":true,"number":2},
              {"id":"c","type":"retraction","observed_at":"2026-01-20T09:00:00Z","content":{"retracts":"b"},"number":3}]}
            """);
        var run = await Run.Of("import", file, "--url", host.Url);
        Assert.Equal((0, "r1"), (run.ExitCode, run.Output.Trim()));
        Assert.StartsWith("2 left out", run.Errors, StringComparison.Ordinal);
        var request = Assert.Single(host.Requests);
        Assert.Equal("POST /api/v1/people/ada/observations", request.Line);
        Assert.Equal("""[{"id":"a","type":"note","observed_at":"2026-01-20T09:00:00Z","content":{"n":1},"meta":{"m":2}}]""", request.Body);
        Assert.Equal(2, (await Run.Of("import", _folder.Write("o.jsonl", """{"type":"note","content":{}}"""), "--url", host.Url)).ExitCode);
    }

    [Fact]
    public async Task Sending_a_retracted_observation_again_is_no_error()
    {
        await using var host = await ScriptedHost.StartAsync(_ => new(202, Taken.Replace("\"accepted\",\"feeds\"", "\"retracted\",\"feeds\"", StringComparison.Ordinal)));
        var run = await Run.Of("observe", _folder.Write("o.json", """{"id":"x","type":"note","content":{}}"""), "--person", "ada", "--url", host.Url);
        Assert.Equal((0, "1 observations: 0 accepted, 1 known already, 0 refused"), (run.ExitCode, run.Errors.Trim()));
    }

    [Fact(Timeout = 60_000)]
    [Trait("signals", "unix")]
    public async Task Control_c_stops_a_waiting_run()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await ScriptedHost.StartAsync(_ =>
        {
            asked.TrySetResult();
            return new(503, RetryAfter: "3600");
        });
        var file = _folder.Write("o.json", """{"type":"note","content":{}}""");
        using var process = InterruptibleProcess.Start("dotnet", Path.Combine(AppContext.BaseDirectory, "PersonaKit.Cli.dll"), "observe", file, "--person", "ada", "--url", host.Url);
        await asked.Task.WaitAsync(Patience);
        await process.InterruptAsync();

        Assert.Equal((130, "stopped"), await process.EndAsync().WaitAsync(Patience));
    }
}
