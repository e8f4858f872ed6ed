using System.Net;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class ObservationPostTests(StartedHost host) : IClassFixture<StartedHost>
{
    private readonly ApiClient _client = host.Client;

    [Fact]
    public async Task Fifty_parallel_posts_for_one_person_all_count()
    {
        var person = StartedHost.NewPerson();
        var posts = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _client.PostAsync(person, Samples.Session)));
        Assert.All(posts, post => Assert.Equal(HttpStatusCode.Accepted, post.Status));
        Assert.Equal(50, await CountAsync(person, posts.Select(post => post.Receipt)));
    }

    [Fact]
    public async Task A_repeated_post_counts_once_and_gets_the_same_receipt()
    {
        var person = StartedHost.NewPerson();
        var body = Samples.SessionWithId("s-1");
        var posts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _client.PostAsync(person, body)));
        Assert.Single(posts.Select(post => post.Receipt).Distinct());
        Assert.Equal(1, posts.Sum(post => post.Json.GetProperty("accepted").GetInt32()));
        Assert.Equal(19, posts.Sum(post => post.Json.GetProperty("duplicates").GetInt32()));
        Assert.Equal(1, await CountAsync(person, [posts[0].Receipt]));

        await host.FoldAsync();
        Assert.Equal(posts[0].Receipt, (await _client.PostAsync(person, body)).Receipt);
        Assert.Equal(1, await CountAsync(person, [posts[0].Receipt]));
    }

    [Fact]
    public async Task A_retried_batch_without_ids_counts_once_under_its_idempotency_key()
    {
        var person = StartedHost.NewPerson();
        var batch = $"[{Samples.Session},{Samples.Session},{Samples.Session}]";
        var first = await _client.PostAsync(person, batch, "import 7");
        var again = await _client.PostAsync(person, batch, "import 7");
        Assert.Equal((3, 0), (first.Json.GetProperty("accepted").GetInt32(), again.Json.GetProperty("accepted").GetInt32()));
        Assert.Equal(first.Receipt, again.Receipt);
        Assert.Equal(3, await CountAsync(person, [first.Receipt]));
    }

    [Fact]
    public async Task A_reused_id_with_another_body_is_a_conflict()
    {
        var person = StartedHost.NewPerson();
        var first = await _client.PostAsync(person, Samples.SessionWithId("s-1", minutes: 90));
        var reused = await _client.PostAsync(person, Samples.SessionWithId("s-1", minutes: 60));
        Assert.Equal((HttpStatusCode.Conflict, "conflicting-observations"), (reused.Status, reused.Problem));
        Assert.Equal(["/id"], reused.Pointers);
        Assert.Equal(1, await CountAsync(person, [first.Receipt]));
    }

    [Fact]
    public async Task A_batch_tells_each_items_fate()
    {
        var person = StartedHost.NewPerson();
        await _client.PostAsync(person, $"[{Samples.SessionWithId("s-1")},{Samples.SessionWithId("s-2")}]");
        var answer = await _client.PostAsync(
            person,
            $$$"""{"observations":[{{{Samples.SessionWithId("s-1")}}},{{{Samples.SessionWithId("s-2", 45)}}},{{{Samples.SessionWithId("s-3")}}},{"type":"sleep_log","content":{"hours":7}}]}""");
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        var items = answer.Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["duplicate", "conflict", "accepted", "accepted"], items.Select(item => item.GetProperty("status").GetString()));
        Assert.Equal(
            ["current_state.energy_level", "work.energy_patterns", "work.focus_duration", "work.task_switching_cost"],
            items[2].GetProperty("feeds").EnumerateArray().Select(trait => trait.GetString()));
        Assert.True(items[3].GetProperty("unmapped").GetBoolean());
        Assert.False(items[2].TryGetProperty("unmapped", out _));
        Assert.Equal(
            (2, 1, 1),
            (answer.Json.GetProperty("accepted").GetInt32(), answer.Json.GetProperty("duplicates").GetInt32(), answer.Json.GetProperty("conflicts").GetInt32()));
    }

    [Fact]
    public async Task A_batch_that_conflicts_throughout_points_at_every_id()
    {
        var person = StartedHost.NewPerson();
        await _client.PostAsync(person, $"[{Samples.SessionWithId("s-1")},{Samples.SessionWithId("s-2")}]");
        var answer = await _client.PostAsync(person, $"[{Samples.SessionWithId("s-1", 1)},{Samples.SessionWithId("s-2", 2)}]");
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal(["/0/id", "/1/id"], answer.Pointers);
    }

    private async Task<int> CountAsync(string person, IEnumerable<string> receipts)
    {
        var count = 0;
        foreach (var receipt in receipts)
        {
            var mindscape = await _client.GetAsync($"people/{person}/mindscape?after={receipt}");
            count = mindscape.Json.GetProperty("traits").GetProperty("work.focus_duration").GetProperty("count").GetInt32();
            Assert.Equal(count, mindscape.Json.GetProperty("received").GetInt32());
        }

        return count;
    }
}
