using System.Collections.Concurrent;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Time.Testing;
using PersonaKit.Api;
using PersonaKit.Azure.Personas;
using PersonaKit.Engine;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>
/// Three instances over one set of Azure stores, with continuous readers and activations in between. A response to a request sent later
/// than the staleness limit after an activation never has the previous revision, and no response mixes revisions.
/// </summary>
public sealed class ActivationTests : IAsyncLifetime
{
    private const string Mapper = "probe";
    private const int Revisions = 3;
    private const int ReadersPerInstance = 2;

    // Includes rollbacks.
    private static readonly int[] Activations = [2, 3, 1, 3];

    private readonly string _person = Samples.NewPerson().Value;
    private Container _mappers = null!;
    private Container _mindscapes = null!;
    private TablePersonaStore _personas = null!;

    public async Task InitializeAsync()
    {
        _mappers = await CosmosEmulator.NewContainerAsync("mappers", "/id");
        _mindscapes = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        _personas = new TablePersonaStore(await TableEmulator.NewTableAsync(), TimeProvider.System);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task After_the_staleness_limit_no_instance_serves_the_previous_revision()
    {
        var time = new FakeTimeProvider(Samples.Now);
        var options = new EngineOptions();
        var instances = await StartAsync(options, time);
        foreach (var (revision, n) in Activations.Select((revision, n) => (revision, n)))
        {
            await ActivateAsync(instances[n % instances.Length], revision);
            Assert.Equal(revision, await ServedAsync(instances[n % instances.Length]));

            // Exactly at the limit a snapshot that was read now is too old.
            time.Advance(options.MapperStaleness);
            foreach (var instance in instances)
            {
                Assert.Equal(revision, await ServedAsync(instance));
            }
        }
    }

    [Fact]
    public async Task With_concurrent_readers_the_staleness_limit_holds_on_a_fake_clock()
    {
        var time = new FakeTimeProvider(Samples.Now);
        var options = new EngineOptions();
        var instances = await StartAsync(options, time);
        await using var readers = new Readers(instances, ServedAsync, time);
        var decided = new List<(DateTimeOffset At, int Revision)> { (time.GetUtcNow(), 1) };
        foreach (var (revision, n) in Activations.Select((revision, n) => (revision, n)))
        {
            await ActivateAsync(instances[n % instances.Length], revision);
            decided.Add((time.GetUtcNow(), revision));
            for (var passed = TimeSpan.Zero; passed < options.MapperStaleness + TimeSpan.FromSeconds(1); passed += TimeSpan.FromSeconds(1))
            {
                await readers.EachHasAnsweredAsync();
                time.Advance(TimeSpan.FromSeconds(1));
            }

            await readers.EachHasAnsweredAsync();
        }

        AssertBound(await readers.StopAsync(), decided, options.MapperStaleness);
    }

    [Fact]
    public async Task With_concurrent_readers_the_staleness_limit_holds_on_the_real_clock()
    {
        var options = new EngineOptions { MapperRefresh = TimeSpan.FromMilliseconds(200), MapperStaleness = TimeSpan.FromSeconds(1) };
        var instances = await StartAsync(options, TimeProvider.System);
        await using var readers = new Readers(instances, ServedAsync, TimeProvider.System);
        var decided = new List<(DateTimeOffset At, int Revision)> { (TimeProvider.System.GetUtcNow(), 1) };
        foreach (var (revision, n) in Activations.Select((revision, n) => (revision, n)))
        {
            await ActivateAsync(instances[n % instances.Length], revision);
            decided.Add((TimeProvider.System.GetUtcNow(), revision));
            await Task.Delay(options.MapperStaleness * 1.5);
            await readers.EachHasAnsweredAsync();
        }

        AssertBound(await readers.StopAsync(), decided, options.MapperStaleness);
    }

    private static void AssertBound(IReadOnlyCollection<(DateTimeOffset AskedAt, int Revision)> answers, List<(DateTimeOffset At, int Revision)> decided, TimeSpan bound)
    {
        Assert.All(answers, answer =>
        {
            // The last activation before the limit, or any later one.
            var settled = decided.FindLastIndex(decision => decision.At + bound <= answer.AskedAt);
            Assert.Contains(answer.Revision, decided.Skip(Math.Max(0, settled)).Select(decision => decision.Revision));
        });
        Assert.Equal(Enumerable.Range(1, Revisions), answers.Select(answer => answer.Revision).Distinct().Order());
    }

    private async Task<ApiInstance[]> StartAsync(EngineOptions options, TimeProvider time)
    {
        var instances = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ApiInstance.StartAsync(_mappers, _mindscapes, _personas, options, time)));
        Assert.Equal(202, (await instances[0].SendAsync(ApiContract.PostObservations, new(_person), """{"type":"assertion","content":{"trait":"notes.x","value":1}}""")).Status);
        string? etag = null;
        for (var revision = 1; revision <= Revisions; revision++)
        {
            var uploaded = await instances[0].SendAsync(ApiContract.PutMapper, new(Mapper), Text(revision), etag);
            Assert.Equal((201, revision), (uploaded.Status, uploaded.Json.GetProperty("revision").GetInt32()));
            etag = uploaded.ETag;
        }

        await ActivateAsync(instances[0], 1);
        foreach (var instance in instances)
        {
            Assert.Equal(1, await ServedAsync(instance));
        }

        return instances;
    }

    private static string Text(int revision) => $$$"""
        metadata: {id: {{{Mapper}}}}
        rules: [{id: r, conditions: {all: []}, actions: [{generate_suggestion: {type: t, template: t}}]}]
        templates: {t: {title: "{{{revision}}}"}}
        """;

    private static async Task ActivateAsync(ApiInstance instance, int revision)
    {
        var (status, json, _) = await instance.SendAsync(ApiContract.ActivateMapper, new(Mapper, $"{revision}"));
        Assert.Equal((200, revision), (status, json.GetProperty("active_revision").GetInt32()));
    }

    /// <summary>The revision of a response, which must be the same in all of its parts.</summary>
    private async Task<int> ServedAsync(ApiInstance instance)
    {
        var (status, persona, _) = await instance.SendAsync(ApiContract.GetPersona, new(_person, Mapper));
        Assert.True(status == 200, $"{persona}");
        var revision = persona.GetProperty("mapper_revision").GetInt32();
        Assert.Equal($"{revision}", persona.GetProperty("overlay").GetProperty("suggestions")[0].GetProperty("title").GetString());
        return revision;
    }

    private sealed class Readers : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(DateTimeOffset AskedAt, int Revision)> _answers = new();
        private readonly CancellationTokenSource _stop = new();
        private readonly int[] _counts;
        private readonly Task[] _running;

        public Readers(ApiInstance[] instances, Func<ApiInstance, Task<int>> read, TimeProvider time)
        {
            _counts = new int[instances.Length * ReadersPerInstance];
            _running = [.. _counts.Select((_, n) => Task.Run(async () =>
            {
                while (!_stop.IsCancellationRequested)
                {
                    var askedAt = time.GetUtcNow();
                    _answers.Enqueue((askedAt, await read(instances[n % instances.Length])));
                    Interlocked.Increment(ref _counts[n]);
                }
            }))];
        }

        /// <summary>Waits until every reader has sent a request and received its answer.</summary>
        public async Task EachHasAnsweredAsync()
        {
            var before = _counts.ToArray();
            for (var n = 0; n < _counts.Length; n++)
            {
                while (Volatile.Read(ref _counts[n]) < before[n] + 2)
                {
                    Assert.False(_running[n].IsFaulted, $"{_running[n].Exception}");
                    await Task.Delay(5);
                }
            }
        }

        public async Task<IReadOnlyCollection<(DateTimeOffset AskedAt, int Revision)>> StopAsync()
        {
            await _stop.CancelAsync();
            await Task.WhenAll(_running);
            return _answers;
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Task.WhenAll(_running.Select(running => running.ContinueWith(static _ => { }, TaskScheduler.Default)));
            _stop.Dispose();
        }
    }
}
