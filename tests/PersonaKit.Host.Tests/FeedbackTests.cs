using System.Net;
using System.Text;
using System.Text.Json;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Folding;
using PersonaKit.Host.Tests.Hosting;
using PersonaKit.Language.Mappers;

namespace PersonaKit.Host.Tests;

public sealed class FeedbackTests : IClassFixture<FeedbackTests.VotedHost>
{
    private const string Note = """{"type":"assertion","content":{"trait":"notes.here","value":true}}""";

    private readonly VotedHost _host;
    private readonly ApiClient _client;
    private readonly string _person = StartedHost.NewPerson();

    public FeedbackTests(VotedHost host) => (_host, _client) = (host, host.Started.Client);

    [Fact]
    public async Task A_vote_moves_the_weight_in_the_next_persona_and_nothing_else()
    {
        await _client.PostAsync(_person, Note);
        await _client.PostAsync(StartedHost.NewPerson(), Note);
        Assert.Equal([("first", 1), ("second", 1)], await WeightsAsync("votable"));

        var post = await VoteAsync(Vote("votable", "second", "\"rating\":5,\"comment\":\"that was it\",\"persona_id\":\"p_1\""));

        Assert.Equal((HttpStatusCode.Accepted, 1), (post.Status, post.Json.GetProperty("accepted").GetInt32()));
        var item = post.Json.GetProperty("items")[0];
        Assert.Equal(("accepted", 0, false), (item.GetProperty("status").GetString(), item.GetProperty("feeds").GetArrayLength(), item.TryGetProperty("unmapped", out _)));
        Assert.Equal([("second", 1.1), ("first", 1)], await WeightsAsync("votable", post.Receipt));
        Assert.Equal([("first", 1), ("second", 1)], await WeightsAsync("twin", post.Receipt));
        Assert.Equal("PersonaKit; fwd=stale; stored", (await _client.GetAsync($"people/{_person}/personas/votable?after={(await VoteAsync(Vote("votable", "first"))).Receipt}")).CacheStatus);
    }

    [Fact]
    public async Task Somebody_elses_votes_are_theirs()
    {
        var other = StartedHost.NewPerson();
        await _client.PostAsync(_person, Note);
        await _client.PostAsync(other, Note);
        var post = await VoteAsync(Vote("votable", "second"));
        Assert.Equal([("second", 1.1), ("first", 1)], await WeightsAsync("votable", post.Receipt));
        Assert.Equal([("first", 1), ("second", 1)], await WeightsAsync("votable", person: other));
    }

    [Fact]
    public async Task A_vote_posted_as_an_observation_counts_the_same()
    {
        await _client.PostAsync(_person, Note);
        var post = await _client.PostAsync(_person, $$"""{"type":"feedback","content":{{Vote("votable", "second")}}}""");
        Assert.Equal([("second", 1.1), ("first", 1)], await WeightsAsync("votable", post.Receipt));
    }

    [Fact]
    public async Task A_list_with_ids_and_instants_counts_once_however_often_it_is_sent()
    {
        await _client.PostAsync(_person, Note);
        var votes = string.Join(',', Enumerable.Range(0, 5).Select(i => Vote("votable", "first", $"\"helpful\":false,\"id\":\"v{i}\",\"observed_at\":\"2026-01-20T0{i}:00:00Z\"")));
        var post = await VoteAsync($"[{votes}]");
        Assert.Equal([("second", 1), ("first", 0.8)], await WeightsAsync("votable", post.Receipt));

        var again = await VoteAsync($"[{votes}]");
        Assert.Equal((0, 5), (again.Json.GetProperty("accepted").GetInt32(), again.Json.GetProperty("duplicates").GetInt32()));
        Assert.Equal([("second", 1), ("first", 0.8)], await WeightsAsync("votable", again.Receipt));

        var turned = await VoteAsync(Vote("votable", "first", "\"helpful\":true,\"id\":\"v0\""));
        Assert.Equal((HttpStatusCode.Conflict, "conflicting-observations", "/id"), (turned.Status, turned.Problem, Assert.Single(turned.Pointers)));
    }

    [Fact]
    public async Task A_retry_under_its_idempotency_key_is_the_same_vote()
    {
        await _client.PostAsync(_person, Note);
        await VoteAsync(Vote("votable", "second"), "key-1");
        var again = await VoteAsync(Vote("votable", "second"), "key-1");
        Assert.Equal(1, again.Json.GetProperty("duplicates").GetInt32());
        Assert.Equal([("second", 1.1), ("first", 1)], await WeightsAsync("votable", again.Receipt));
    }

    [Fact]
    public async Task Two_hundred_votes_at_once_lose_none()
    {
        await _client.PostAsync(_person, Note);
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (_, _) =>
            Assert.Equal(HttpStatusCode.Accepted, (await VoteAsync(Vote("patient", "slow"))).Status));

        // Each vote of these is a thousandth: one more or less is another number.
        var weight = Enumerable.Range(0, 200).Aggregate(1m, (product, _) => product * 1.001m);
        var last = await VoteAsync(Vote("patient", "slow", "\"rating\":3"));
        Assert.Equal([("slow", (double)Math.Round(weight, 6))], await WeightsAsync("patient", last.Receipt));
        var stored = await _host.Started.Service<MindscapeReader>().ReadAsync(PersonId.Parse(_person), null, default, CancellationToken.None);
        Assert.Equal(201, Assert.IsType<MindscapeOutcome.Found>(stored).Mindscape.Votes.Of("patient", "slow").Length);
    }

    [Theory]
    [InlineData("""{"mapper_id":"nobodys","rule_id":"first","helpful":true}""", "/mapper_id", "there is no active mapper 'nobodys'")]
    [InlineData("""{"mapper_id":"votable","rule_id":"third","helpful":true}""", "/rule_id", "the mapper votable has no rule 'third'; it has first, second")]
    [InlineData("""[{"mapper_id":"votable","rule_id":"first","helpful":true},{"mapper_id":"votable","rule_id":"first"}]""", "/1/helpful", "is required")]
    [InlineData("""{"mapper_id":"votable","rule_id":"first","helpful":true,"rating":2}""", "/rating", "one of the two")]
    [InlineData("""{"mapper_id":"votable","rule_id":"first","helpful":true,"type":"feedback"}""", "/type", "unknown field")]
    [InlineData("""{"mapper_id":"votable","rule_id":"first","helpful":true,"observed_at":"2999-01-01T00:00:00Z"}""", "/observed_at", "in the future")]
    [InlineData("[]", "", "1 to 100")]
    public async Task What_is_no_vote_on_a_rule_there_is_is_refused_and_nothing_stored(string body, string pointer, string detail)
    {
        var answer = await VoteAsync(body);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-feedback", pointer), (answer.Status, answer.Problem, Assert.Single(answer.Pointers)));
        Assert.Contains(detail, answer.Json.GetProperty("errors")[0].GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("unknown-person", (await _client.GetAsync($"people/{_person}/mindscape")).Problem);
    }

    [Theory]
    [InlineData("feedback", "{", "invalid-json")]
    [InlineData("feedback?dry_run=1", "{}", "unknown-parameter")]
    [InlineData("observations", """{"type":"feedback","content":{"mapper_id":"votable"}}""", "invalid-observations")]
    public async Task A_bad_request_is_a_problem(string path, string body, string problem)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _client.Http.PostAsync($"people/{_person}/{path}", content);
        Assert.Equal((HttpStatusCode.BadRequest, problem), (answer.StatusCode, (await Answer.ReadAsync(answer)).Problem));
    }

    private static string Vote(string mapper, string rule, string more = "\"helpful\":true") => $$"""{"mapper_id":"{{mapper}}","rule_id":"{{rule}}",{{more}}}""";

    private async Task<Answer> VoteAsync(string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"people/{_person}/feedback") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await Answer.ReadAsync(await _client.Http.SendAsync(request));
    }

    private async Task<(string?, double)[]> WeightsAsync(string mapper, string? receipt = null, string? person = null)
    {
        var answer = await _client.GetAsync($"people/{person ?? _person}/personas/{mapper}{(receipt is null ? "" : $"?after={receipt}")}");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return [.. answer.Json.GetProperty("overlay").GetProperty("suggestions").EnumerateArray().Select(Weight)];
    }

    private static (string?, double) Weight(JsonElement suggestion) => (suggestion.GetProperty("rule_id").GetString(), suggestion.GetProperty("weight").GetDouble());

    /// <summary>With two mappers whose rules have the same names, and one whose votes weigh little, so that two hundred of them can be told from 199.</summary>
    public sealed class VotedHost : IAsyncLifetime
    {
        public StartedHost Started { get; } = new()
        {
            Catalog = new LoadedCatalog(StartedHost.ShippedCatalog.Traits, [Mapper("votable", "", "first", "second"), Mapper("twin", "", "first", "second"), Mapper("patient", "feedback_settings: {positive_adjustment: 0.001, max_weight: 100}", "slow")]),
        };

        public Task InitializeAsync() => Started.InitializeAsync();

        public Task DisposeAsync() => Started.DisposeAsync();

        private static (MapperProgram, string) Mapper(string id, string more, params string[] rules)
        {
            var source = $$"""
                metadata: {id: {{id}}}
                required_traits: [notes.here]
                rules: [{{string.Join(", ", rules.Select(rule => $$"""{id: {{rule}}, conditions: {all: []}, actions: [{generate_suggestion: {type: t, template: t} }] }"""))}}]
                templates: {t: {title: Title} }
                {{more}}
                """;
            return (MapperParser.Parse(source).Program!, source);
        }
    }
}
