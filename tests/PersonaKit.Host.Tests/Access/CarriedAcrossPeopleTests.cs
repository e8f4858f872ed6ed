using System.Net;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests.Access;

/// <summary>What was given out for one person neither works for another nor tells anything of one, whoever sends it.</summary>
public sealed class CarriedAcrossPeopleTests : IAsyncLifetime
{
    private readonly StartedHost _host = new()
    {
        Arguments = [.. TestKeys.Key(0, "ada", AccessWorld.AllScopes, person: "ada"), .. TestKeys.Key(1, "bob", AccessWorld.AllScopes, person: "bob")],
    };

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        foreach (var person in (string[])["ada", "bob"])
        {
            for (var i = 0; i < 3; i++)
            {
                var at = $"2026-01-20T0{i + 1}:00:00Z";
                await PostAsync(person, $$"""{"id":"s-{{i}}","observed_at":"{{at}}",{{Samples.Session[1..]}}""");
            }
        }

        // Nothing is left that the feed could fold between two reads.
        await _host.FoldAsync();
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_cursor_of_one_person_is_no_cursor_of_another()
    {
        var cursor = (await GetAsync("ada", "observations?limit=1")).Json.GetProperty("next_cursor").GetString();
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("ada", $"observations?limit=1&cursor={cursor}")).Status);
        var carried = await GetAsync("bob", $"observations?limit=1&cursor={cursor}");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-cursor"), (carried.Status, carried.Problem));
    }

    [Theory]
    [InlineData("mindscape")]
    [InlineData("personas/daily_work_optimizer")]
    public async Task A_receipt_of_one_person_is_no_receipt_of_another(string path)
    {
        var receipt = (await PostAsync("ada", Samples.Session)).Receipt;
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("ada", $"{path}?after={receipt}")).Status);
        var carried = await GetAsync("bob", $"{path}?after={receipt}");
        Assert.Equal((HttpStatusCode.BadRequest, "foreign-receipt"), (carried.Status, carried.Problem));
    }

    [Fact]
    public async Task An_idempotency_key_of_one_person_makes_no_duplicate_and_no_conflict_of_another()
    {
        Assert.Equal((1, 0), Counts(await PostAsync("ada", Samples.Session, "same")));
        Assert.Equal((1, 0), Counts(await PostAsync("bob", Samples.Session, "same")));
        Assert.Equal((1, 0), Counts(await PostAsync("ada", Samples.LowEnergy, "another")));
        Assert.Equal((1, 0), Counts(await PostAsync("bob", Samples.Session, "another")));
        Assert.Equal((0, 1), Counts(await PostAsync("ada", Samples.Session, "same")));

        static (int, int) Counts(Answer posted) => (posted.Json.GetProperty("accepted").GetInt32(), posted.Json.GetProperty("duplicates").GetInt32());
    }

    /// <summary>Both have said the same at the same times, so that all but the person is equal.</summary>
    [Theory]
    [InlineData("mindscape?at=2026-01-20T12:00:00Z")]
    [InlineData("mindscape?at=2026-01-20T12:00:00Z&view=explain")]
    [InlineData("personas/daily_work_optimizer")]
    [InlineData("personas/daily_work_optimizer?view=explain")]
    public async Task An_entity_tag_of_one_person_is_none_of_another(string path)
    {
        var tag = (await GetAsync("ada", path)).ETag;
        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync("ada", path, tag)).Status);
        var carried = await GetAsync("bob", path, tag);
        Assert.Equal(HttpStatusCode.OK, carried.Status);
        Assert.NotEqual(tag, carried.ETag);
    }

    [Fact]
    public async Task With_anybodys_cursor_receipt_or_tag_another_ones_key_gets_the_same_403()
    {
        var cursor = (await GetAsync("ada", "observations?limit=1")).Json.GetProperty("next_cursor").GetString();
        var receipt = (await PostAsync("ada", Samples.Session)).Receipt;
        var tag = (await GetAsync("ada", "mindscape")).ETag;
        foreach (var (path, ifNoneMatch) in new[] { ($"observations?cursor={cursor}", null), ($"mindscape?after={receipt}", null), ("mindscape", tag), ("mindscape", "*"), ("mindscape?nonsense=1", null) })
        {
            var refused = await SendAsync("bob", HttpMethod.Get, $"people/ada/{path}", null, ("If-None-Match", ifNoneMatch));
            Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (refused.Status, refused.Problem));
            Assert.Null(refused.ETag);
        }
    }

    private Task<Answer> GetAsync(string person, string path, string? ifNoneMatch = null) =>
        SendAsync(person, HttpMethod.Get, $"people/{person}/{path}", null, ("If-None-Match", ifNoneMatch));

    private Task<Answer> PostAsync(string person, string json, string? idempotencyKey = null) =>
        SendAsync(person, HttpMethod.Post, $"people/{person}/observations", json, ("Idempotency-Key", idempotencyKey));

    private async Task<Answer> SendAsync(string key, HttpMethod method, string path, string? json, (string Name, string? Value) header)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Api-Key", TestKeys.Of(key));
        if (header.Value is not null)
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        return await Answer.ReadAsync(await _host.Client.Http.SendAsync(request));
    }
}
