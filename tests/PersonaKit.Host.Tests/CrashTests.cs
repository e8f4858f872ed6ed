using System.Collections.Concurrent;
using System.Net;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class CrashTests : IDisposable
{
    private static readonly int Rounds = Thoroughness.Of(full: 20, quick: 5);
    private const int Writers = 4;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personakit-crash-");
    private readonly Random _chance = new(7);

    [Fact]
    [Trait("signals", "unix")]
    [Trait(Thoroughness.Trait, Thoroughness.Long)]
    public async Task Killed_again_and_again_in_the_middle_of_posts_it_loses_nothing_and_counts_nothing_twice()
    {
        var file = Path.Combine(_folder.FullName, "crash.db");
        string[] people = ["ada", "grace", "lin"];
        var sent = people.ToDictionary(person => person, _ => new ConcurrentDictionary<string, bool>());
        for (var round = 0; round < Rounds; round++)
        {
            using var host = await HostProcess.StartAsync(file);
            foreach (var person in people)
            {
                await CheckAsync(host.Client, person, sent[person]);
            }

            var writers = Enumerable.Range(0, Writers).Select(writer => PostUntilItDiesAsync(host.Client, $"r{round}w{writer}", people, sent)).ToList();
            await Task.Delay(_chance.Next(40, 250));
            await host.KillAsync();
            await Task.WhenAll(writers);
        }

        using var last = await HostProcess.StartAsync(file);
        foreach (var person in people)
        {
            await CheckAsync(last.Client, person, sent[person]);
        }

        Assert.True(sent.Values.Sum(ids => ids.Count(id => id.Value)) > Rounds * Writers, "hardly anything was acknowledged: the test tests nothing");
        Assert.Equal(0, await last.TerminateAsync());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Notes every id before it is sent, and marks it once it is acknowledged.</summary>
    private static async Task PostUntilItDiesAsync(
        ApiClient client, string writer, string[] people, Dictionary<string, ConcurrentDictionary<string, bool>> sent)
    {
        for (var i = 0; ; i++)
        {
            var person = people[i % people.Length];
            string[] ids = [$"{writer}-{i}a", $"{writer}-{i}b"];
            Array.ForEach(ids, id => sent[person][id] = false);
            try
            {
                var answer = await client.PostAsync(person, $"[{Samples.SessionWithId(ids[0])},{Samples.SessionWithId(ids[1])}]");
                Assert.Equal(HttpStatusCode.Accepted, answer.Status);
                Array.ForEach(ids, id => sent[person][id] = true);
            }
            catch (Exception dead) when (dead is HttpRequestException or IOException)
            {
                return;
            }
        }
    }

    private static async Task CheckAsync(ApiClient client, string person, ConcurrentDictionary<string, bool> sent)
    {
        // A writer that got no answer does what clients do: it sends the same again.
        foreach (var batch in sent.Where(id => !id.Value).Select(id => Samples.SessionWithId(id.Key)).Chunk(100))
        {
            Assert.Equal(HttpStatusCode.Accepted, (await client.PostAsync(person, $"[{string.Join(',', batch)}]")).Status);
        }

        foreach (var id in sent.Keys)
        {
            sent[id] = true;
        }

        if (sent.IsEmpty)
        {
            return;
        }

        var stored = new List<string>();
        var cursor = "";
        do
        {
            var page = (await client.GetAsync($"people/{person}/observations?limit=100{cursor}")).Json;
            stored.AddRange(page.GetProperty("observations").EnumerateArray().Select(observation => observation.GetProperty("id").GetString()!));
            cursor = page.TryGetProperty("next_cursor", out var next) ? $"&cursor={next.GetString()}" : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(sent.Keys.Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));
        var mindscape = (await client.GetAsync($"people/{person}/mindscape")).Json;
        Assert.Equal(sent.Count, mindscape.GetProperty("traits").GetProperty("work.focus_duration").GetProperty("count").GetInt32());
        Assert.Equal(sent.Count, mindscape.GetProperty("received").GetInt32());
    }
}
