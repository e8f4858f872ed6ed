using System.Net;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class ErasureTests(StartedHost host) : IClassFixture<StartedHost>
{
    private const string Persona = "personas/daily_work_optimizer";

    private readonly ApiClient _client = host.Client;

    [Fact]
    public async Task When_an_erase_has_answered_nobody_finds_anything_of_the_person()
    {
        var person = StartedHost.NewPerson();
        var receipt = (await _client.PostAsync(person, Samples.Session)).Receipt;
        var persona = await _client.GetAsync($"people/{person}/{Persona}?after={receipt}");
        Assert.Equal(HttpStatusCode.OK, persona.Status);

        var erased = await _client.SendAsync(HttpMethod.Delete, $"people/{person}");
        Assert.Equal((HttpStatusCode.NoContent, ""), (erased.Status, erased.Text));
        foreach (var path in (string[])["mindscape", $"mindscape?after={receipt}", Persona, $"{Persona}?after={receipt}", "personas", "observations", "export"])
        {
            var answer = await _client.GetAsync($"people/{person}/{path}");
            Assert.Equal((HttpStatusCode.NotFound, "unknown-person"), (answer.Status, answer.Problem));
        }

        // Not even to who has a copy and asks whether it is still good.
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"people/{person}/{Persona}", persona.ETag)).Status);
    }

    [Fact]
    public async Task An_erase_whose_reply_was_lost_is_answered_the_same_when_it_is_repeated()
    {
        var person = StartedHost.NewPerson();
        await _client.PostAsync(person, Samples.Session);
        for (var call = 0; call < 3; call++)
        {
            var erased = await _client.SendAsync(HttpMethod.Delete, $"people/{person}");
            Assert.Equal((HttpStatusCode.NoContent, ""), (erased.Status, erased.Text));
        }

        var nobody = await _client.SendAsync(HttpMethod.Delete, $"people/{StartedHost.NewPerson()}");
        Assert.Equal((HttpStatusCode.NotFound, "unknown-person"), (nobody.Status, nobody.Problem));
    }

    [Fact]
    public async Task A_person_who_was_erased_can_begin_again_and_old_receipts_do_no_harm()
    {
        var person = StartedHost.NewPerson();
        var old = (await _client.PostAsync(person, Samples.SessionWithId("s-1", 90))).Receipt;
        await _client.SendAsync(HttpMethod.Delete, $"people/{person}");

        var receipt = (await _client.PostAsync(person, Samples.SessionWithId("s-1", 30))).Receipt;
        foreach (var after in new[] { old, receipt })
        {
            var mindscape = await _client.GetAsync($"people/{person}/mindscape?after={after}");
            var focus = mindscape.Json.GetProperty("traits").GetProperty("work.focus_duration");
            Assert.Equal((30, 1), (focus.GetProperty("value").GetInt32(), focus.GetProperty("count").GetInt32()));
        }

        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync($"people/{person}/{Persona}?after={receipt}")).Status);
        Assert.Single((await _client.GetAsync($"people/{person}/observations")).Json.GetProperty("observations").EnumerateArray());
    }

    [Fact]
    public async Task Nothing_of_an_erased_person_can_be_retracted_corrected_or_rebuilt_and_retracted_ids_are_free_again()
    {
        var person = StartedHost.NewPerson();
        await _client.PostAsync(person, Samples.SessionWithId("s-1", 90));
        await _client.SendAsync(HttpMethod.Delete, $"people/{person}/observations/s-1");
        await _client.SendAsync(HttpMethod.Delete, $"people/{person}");
        Assert.Equal("unknown-person", (await _client.SendAsync(HttpMethod.Delete, $"people/{person}/observations/s-1")).Problem);
        Assert.Equal("unknown-person", (await _client.SendAsync(HttpMethod.Post, $"people/{person}/rebuild")).Problem);
        Assert.Equal("unknown-observation", (await _client.PostAsync(person, """{"type":"note","content":{},"corrects":"s-1"}""")).Problem);

        Assert.Equal(1, (await _client.PostAsync(person, Samples.SessionWithId("s-1", 30))).Json.GetProperty("accepted").GetInt32());
        var retracted = await _client.SendAsync(HttpMethod.Delete, $"people/{person}/observations/s-1");
        var traits = (await _client.GetAsync($"people/{person}/mindscape?after={retracted.Receipt}")).Json.GetProperty("traits");
        Assert.False(traits.TryGetProperty("work.focus_duration", out _));
    }

    [Theory]
    [InlineData("people/-x", "invalid-person-id")]
    [InlineData("people/ada?force=true", "unknown-parameter")]
    public async Task A_bad_request_erases_nothing(string path, string problem)
    {
        var answer = await _client.SendAsync(HttpMethod.Delete, path);
        Assert.Equal((HttpStatusCode.BadRequest, problem), (answer.Status, answer.Problem));
    }
}
