using System.Net;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class ReadYourWritesTests(StartedHost host) : IClassFixture<StartedHost>
{
    private readonly ApiClient _client = host.Client;

    [Fact]
    public async Task A_persona_asked_for_with_the_receipt_reflects_the_post_at_once()
    {
        var person = StartedHost.NewPerson();
        for (var i = 0; i < 20; i++)
        {
            var level = i % 2 == 0 ? "low" : "high";
            var post = await _client.PostAsync(person, $$$"""[{{{Samples.Session}}},{"type":"assertion","content":{"trait":"profile.mood","value":"{{{level}}}-{{{i}}}","confidence":0.9}}]""");
            Assert.Equal(HttpStatusCode.Accepted, post.Status);

            var mindscape = await _client.GetAsync($"people/{person}/mindscape?after={post.Receipt}");
            Assert.Equal($"{level}-{i}", mindscape.Json.GetProperty("traits").GetProperty("profile.mood").GetProperty("value").GetString());

            var persona = await _client.GetAsync($"people/{person}/personas/daily_work_optimizer?after={post.Receipt}");
            Assert.Equal(HttpStatusCode.OK, persona.Status);
            Assert.True(persona.Json.GetProperty("core").TryGetProperty("work.focus_duration", out _));
        }
    }

    [Fact]
    public async Task A_persona_reflects_the_post_a_moment_later_without_the_receipt()
    {
        var person = StartedHost.NewPerson();
        await _client.PostAsync(person, Samples.Session);
        await _client.GetAsync($"people/{person}/personas/daily_work_optimizer");
        await _client.PostAsync(person, Samples.LowEnergy);

        var seen = "";
        for (var attempt = 0; attempt < 200 && seen != "low"; attempt++)
        {
            await Task.Delay(10);
            var persona = await _client.GetAsync($"people/{person}/personas/daily_work_optimizer");
            seen = persona.Json.GetProperty("overlay").GetProperty("current_state").GetProperty("energy_level").GetProperty("value").GetString();
        }

        Assert.Equal("low", seen);
    }

    [Fact]
    public async Task A_receipt_of_somebody_else_is_refused()
    {
        var person = StartedHost.NewPerson();
        var other = await _client.PostAsync(StartedHost.NewPerson(), Samples.Session);
        await _client.PostAsync(person, Samples.Session);

        foreach (var path in new[] { "mindscape", "personas/daily_work_optimizer" })
        {
            var answer = await _client.GetAsync($"people/{person}/{path}?after={other.Receipt}");
            Assert.Equal((HttpStatusCode.BadRequest, "foreign-receipt"), (answer.Status, answer.Problem));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("MS4x")]
    public async Task A_text_that_is_no_receipt_is_refused(string receipt)
    {
        var person = StartedHost.NewPerson();
        await _client.PostAsync(person, Samples.Session);

        var answer = await _client.GetAsync($"people/{person}/mindscape?after={receipt}");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-receipt"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task A_receipt_for_a_write_that_is_not_there_yet_is_answered_with_503_and_when_to_try_again()
    {
        var person = StartedHost.NewPerson();
        await _client.PostAsync(person, Samples.Session);
        var ahead = Engine.Observing.Receipt.For(Core.Observations.PersonId.Parse(person), 1000);

        var answer = await _client.GetAsync($"people/{person}/personas/daily_work_optimizer?after={ahead}");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not-yet-visible", "1"), (answer.Status, answer.Problem, answer.RetryAfter));
    }
}
