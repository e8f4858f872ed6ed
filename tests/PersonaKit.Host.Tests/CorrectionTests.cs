using System.Net;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class CorrectionTests(StartedHost host) : IClassFixture<StartedHost>
{
    private readonly ApiClient _client = host.Client;
    private readonly string _person = StartedHost.NewPerson();

    [Fact]
    public async Task A_correction_takes_the_place_of_what_it_corrects_in_one_request()
    {
        await _client.PostAsync(_person, Samples.SessionWithId("s-1", 90));
        var corrected = await _client.PostAsync(_person, Correcting("s-1", "s-2", 30));
        Assert.Equal((HttpStatusCode.Accepted, 1), (corrected.Status, corrected.Json.GetProperty("accepted").GetInt32()));
        Assert.Equal((30, 1), await FocusAsync(corrected.Receipt));
        var list = (await _client.GetAsync($"people/{_person}/observations")).Json.GetProperty("observations");
        Assert.Equal(("s-2", "s-1"), (list[0].GetProperty("id").GetString(), list[0].GetProperty("corrects").GetString()));
        Assert.True(list[1].GetProperty("retracted").GetBoolean());
    }

    [Fact]
    public async Task A_retried_correction_gets_the_same_answer_and_counts_once()
    {
        await _client.PostAsync(_person, Samples.SessionWithId("s-1", 90));
        var first = await _client.PostAsync(_person, Correcting("s-1", null, 30), "fix 1");
        var again = await _client.PostAsync(_person, Correcting("s-1", null, 30), "fix 1");
        Assert.Equal(first.Receipt, again.Receipt);
        Assert.Equal((1, 1), (first.Json.GetProperty("accepted").GetInt32(), again.Json.GetProperty("duplicates").GetInt32()));
        Assert.Equal((30, 1), await FocusAsync(again.Receipt));
    }

    [Fact]
    public async Task A_correction_whose_id_belongs_to_another_observation_retracts_nothing()
    {
        var first = await _client.PostAsync(_person, $"[{Samples.SessionWithId("s-1", 90)},{Samples.SessionWithId("s-2", 60)}]");
        Assert.Equal("conflicting-observations", (await _client.PostAsync(_person, Correcting("s-1", "s-2", 30))).Problem);

        // The same words are no retry when one of them corrects and the other does not.
        Assert.Equal("conflicting-observations", (await _client.PostAsync(_person, Correcting("s-1", "s-2", 60))).Problem);
        Assert.Equal((75, 2), await FocusAsync(first.Receipt));
    }

    [Fact]
    public async Task A_correction_of_what_the_same_request_is_refused_for_is_refused_and_what_is_stored_stays()
    {
        await _client.PostAsync(_person, $"[{Samples.SessionWithId("s-1", 90)},{Samples.SessionWithId("s-2", 60)}]");
        var body = $"[{Samples.SessionWithId("s-1", 10)},{Correcting("s-1", "s-3", 30)},{Correcting("s-3", "s-4", 40)},{Correcting("s-2", "s-5", 50)}]";
        var posted = await _client.PostAsync(_person, body);
        Assert.Equal(HttpStatusCode.Accepted, posted.Status);
        Assert.Equal(
            (1, 1, 2), (posted.Json.GetProperty("accepted").GetInt32(), posted.Json.GetProperty("conflicts").GetInt32(), posted.Json.GetProperty("refused").GetInt32()));
        var items = posted.Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["conflict", "refused", "refused", "accepted"], items.Select(item => item.GetProperty("status").GetString()));
        Assert.Equal([false, true, true, false], items.Select(item => item.TryGetProperty("detail", out _)));
        Assert.Equal((70, 2), await FocusAsync(posted.Receipt));

        // Where nothing is left to store, the answer is a problem that points at each reason.
        var refused = await _client.PostAsync(_person, $"[{Samples.SessionWithId("s-1", 10)},{Correcting("s-1", "s-3", 30)}]");
        Assert.Equal((HttpStatusCode.Conflict, "conflicting-observations"), (refused.Status, refused.Problem));
        Assert.Equal(["/0/id", "/1/corrects"], refused.Pointers);
        Assert.Equal((70, 2), await FocusAsync(posted.Receipt));
    }

    [Fact]
    public async Task What_is_corrected_may_come_earlier_in_the_same_batch()
    {
        var posted = await _client.PostAsync(_person, $"[{Samples.SessionWithId("s-1", 90)},{Correcting("s-1", "s-2", 30)},{Correcting("s-2", "s-3", 40)}]");
        Assert.Equal(3, posted.Json.GetProperty("accepted").GetInt32());
        Assert.Equal((40, 1), await FocusAsync(posted.Receipt));
    }

    [Fact]
    public async Task A_correction_of_what_is_not_there_is_pointed_at_and_nothing_is_stored()
    {
        var first = await _client.PostAsync(_person, Samples.SessionWithId("s-1", 90));
        var refused = await _client.PostAsync(
            _person, $$"""{"observations":[{{Samples.SessionWithId("s-2", 10)}},{{Correcting("s-9", null, 30)}},{{Correcting("s-1", null, 30)}},{{Correcting("s-4", "s-3", 30)}},{{Samples.SessionWithId("s-4")}}]}""");
        Assert.Equal((HttpStatusCode.NotFound, "unknown-observation"), (refused.Status, refused.Problem));
        Assert.Equal(["/observations/1/corrects", "/observations/3/corrects"], refused.Pointers);
        Assert.Equal((90, 1), await FocusAsync(first.Receipt));
        Assert.Equal("unknown-observation", (await _client.PostAsync(StartedHost.NewPerson(), Correcting("s-1", null, 30))).Problem);
    }

    [Theory]
    [InlineData("""{"type":"note","content":{},"corrects":7}""", "/corrects")]
    [InlineData("""{"type":"note","content":{},"corrects":"a b"}""", "/corrects")]
    [InlineData("""{"id":"n","type":"note","content":{},"corrects":"n"}""", "/corrects")]
    [InlineData("""{"type":"note","content":{},"corrects":"retraction:0"}""", "/corrects")]
    [InlineData("""{"id":"retraction:0","type":"note","content":{}}""", "/id")]
    [InlineData("""{"type":"retraction","content":{"observation_id":"s-1"}}""", "/type")]
    public async Task What_no_sender_may_say_is_pointed_at(string body, string pointer)
    {
        var refused = await _client.PostAsync(_person, body);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-observations"), (refused.Status, refused.Problem));
        Assert.Equal([pointer], refused.Pointers);
    }

    private static string Correcting(string corrected, string? id, int minutes) =>
        Samples.SessionWithId("id", minutes).Replace("\"id\":\"id\"", $"\"corrects\":\"{corrected}\"" + (id is null ? "" : $",\"id\":\"{id}\""), StringComparison.Ordinal);

    private async Task<(double Value, int Count)> FocusAsync(string after)
    {
        var trait = (await _client.GetAsync($"people/{_person}/mindscape?after={after}")).Json.GetProperty("traits").GetProperty("work.focus_duration");
        return (trait.GetProperty("value").GetDouble(), trait.GetProperty("count").GetInt32());
    }
}
