using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests.Access;

public sealed class TokenTests : IAsyncLifetime
{
    private static readonly string[] First = TestKeys.Key(0, "backend", "observe read erase", prefix: "tenant-7.");
    private static readonly string[] Whole = TestKeys.Key(1, "whole", AccessWorld.AllScopes);

    private readonly MovableClock _clock = new();
    private StartedHost _host = null!;

    public Task InitializeAsync() => StartAsync([.. First, .. Whole]);

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_token_is_answered_with_what_it_allows_and_until_when()
    {
        var minted = await MintAsync("backend", """{"person_id":"tenant-7.ada","scopes":["read","observe"],"expires_in":600}""");
        Assert.Equal((HttpStatusCode.OK, "no-store"), (minted.Status, minted.Header("Cache-Control")));
        Assert.Equal(("Bearer", 600, "tenant-7.ada"), (minted.Json.GetProperty("token_type").GetString(), minted.Json.GetProperty("expires_in").GetInt32(), minted.Json.GetProperty("person_id").GetString()));
        Assert.Equal(["observe", "read"], minted.Json.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
        var left = minted.Json.GetProperty("expires_at").GetDateTimeOffset() - _clock.GetUtcNow();
        Assert.InRange(left.TotalSeconds, 590, 600);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(TokenOf(minted), "tenant-7.ada")).Status);
    }

    [Fact]
    public async Task A_token_ends_when_it_was_said_to_even_for_a_host_that_has_just_seen_it()
    {
        var token = TokenOf(await MintAsync("backend", """{"person_id":"tenant-7.ada","scopes":["observe"],"expires_in":86400}"""));
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(token, "tenant-7.ada")).Status);
        _clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(token, "tenant-7.ada")).Status);
        _clock.Advance(TimeSpan.FromSeconds(30));
        var refused = await PostAsync(token, "tenant-7.ada");
        Assert.Equal((HttpStatusCode.Unauthorized, "unauthorized"), (refused.Status, refused.Problem));
        Assert.Contains("expired", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("error=\"invalid_token\"", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"person_id":"tenant-8.ada","scopes":["read"]}""")]
    [InlineData("""{"person_id":"tenant-7.","scopes":["read"]}""")]
    [InlineData("""{"person_prefix":"tenant-","scopes":["read"]}""")]
    [InlineData("""{"person_prefix":"tenant-70.","scopes":["read"]}""")]
    [InlineData("""{"person_id":"tenant-7.ada","scopes":["manage"]}""")]
    [InlineData("""{"person_id":"tenant-7.ada","scopes":["read","manage"]}""")]
    public async Task A_token_allows_nothing_that_its_key_does_not(string body)
    {
        var refused = await MintAsync("backend", body);
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (refused.Status, refused.Problem));
    }

    [Theory]
    [InlineData("""{"person_prefix":"tenant-7.","scopes":["read"]}""")]
    [InlineData("""{"person_prefix":"tenant-7.team-1.","scopes":["read","erase"]}""")]
    [InlineData("""{"person_id":"tenant-7.team-1.ada","scopes":["observe"],"expires_in":1}""")]
    public async Task A_token_may_allow_as_much_or_less(string body) => Assert.Equal(HttpStatusCode.OK, (await MintAsync("backend", body)).Status);

    [Theory]
    [InlineData("""{"scopes":["read"]}""", "/person_id")]
    [InlineData("""{"person_id":"a","person_prefix":"a.","scopes":["read"]}""", "/person_prefix")]
    [InlineData("""{"person_id":"no spaces","scopes":["read"]}""", "/person_id")]
    [InlineData("""{"person_prefix":"tenant-7","scopes":["read"]}""", "/person_prefix")]
    [InlineData("""{"person_prefix":"","scopes":["read"]}""", "/person_prefix")]
    [InlineData("""{"person_id":"a"}""", "/scopes")]
    [InlineData("""{"person_id":"a","scopes":[]}""", "/scopes")]
    [InlineData("""{"person_id":"a","scopes":"read"}""", "/scopes")]
    [InlineData("""{"person_id":"a","scopes":["write"]}""", "/scopes/0")]
    [InlineData("""{"person_id":"a","scopes":["read"],"expires_in":0}""", "/expires_in")]
    [InlineData("""{"person_id":"a","scopes":["read"],"expires_in":86401}""", "/expires_in")]
    [InlineData("""{"person_id":"a","scopes":["read"],"lifetime":60}""", "/lifetime")]
    [InlineData("[]", "")]
    public async Task What_a_token_cannot_be_is_a_fault_with_its_place(string body, string pointer)
    {
        var refused = await MintAsync("whole", body);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-body"), (refused.Status, refused.Problem));
        Assert.Contains(pointer, refused.Pointers);
    }

    [Fact]
    public async Task A_token_mints_no_token()
    {
        var token = TokenOf(await MintAsync("whole", """{"person_id":"a","scopes":["observe","read","manage","erase"]}"""));
        var refused = await AccessWorld.SendAsync(_host.Client.Http, token, HttpMethod.Post, "tokens", """{"person_id":"a","scopes":["read"]}""");
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (refused.Status, refused.Problem));
    }

    [Fact]
    public async Task A_token_that_was_changed_anywhere_is_refused()
    {
        var token = TokenOf(await MintAsync("backend", """{"person_id":"tenant-7.ada","scopes":["observe"]}"""));
        var parts = token.Split('.');
        var forged = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("tenant-7.ada", "tenant-7.bob", StringComparison.Ordinal));
        var none = Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""");
        foreach (var wrong in (string[])[$"{parts[0]}.{forged}.{parts[2]}", $"{parts[0]}.{parts[1]}.", $"{none}.{parts[1]}.", $"{none}.{parts[1]}.{parts[2]}", token[..^2], $"{token}.x.y"])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(wrong, "tenant-7.bob")).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(wrong, "tenant-7.ada")).Status);
        }
    }

    [Fact]
    public async Task A_token_without_a_person_or_of_another_type_is_refused_though_its_signature_is_right()
    {
        var secret = Convert.ToBase64String(new byte[32]);
        await RestartAsync([.. Whole, .. SigningKey(0, "s1", secret)]);
        var credentials = new SigningCredentials(new SymmetricSecurityKey(new byte[32]) { KeyId = "s1" }, SecurityAlgorithms.HmacSha256);
        string Sign(string type, params (string, object)[] claims) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "urn:personakit:tokens",
            Audience = "urn:personakit:tokens",
            TokenType = type,
            Expires = DateTime.UtcNow.AddHours(1),
            Claims = claims.Concat([("client_id", "whole"), ("scope", "observe")]).DistinctBy(claim => claim.Item1).ToDictionary(claim => claim.Item1, claim => claim.Item2),
            SigningCredentials = credentials,
        });

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(Sign("at+jwt", ("person", "a")), "a")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(Sign("at+jwt"), "a")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(Sign("JWT", ("person", "a")), "a")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(Sign("at+jwt", ("person", "a"), ("scope", "everything")), "a")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(Sign("at+jwt", ("person", "a"), ("client_id", "nobody")), "a")).Status);
    }

    [Fact]
    public async Task A_key_that_is_taken_away_or_restricted_takes_its_tokens_with_it()
    {
        var signing = SigningKey(0, "s1", Convert.ToBase64String(new byte[48]));
        await RestartAsync([.. First, .. Whole, .. signing]);
        var token = TokenOf(await MintAsync("backend", """{"person_id":"tenant-7.ada","scopes":["observe"]}"""));
        await RestartAsync([.. First, .. Whole, .. signing]);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(token, "tenant-7.ada")).Status);

        await RestartAsync([.. TestKeys.Key(0, "backend", "read", prefix: "tenant-7."), .. signing]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(token, "tenant-7.ada")).Status);
        await RestartAsync([.. TestKeys.Key(0, "backend", "observe", prefix: "tenant-8."), .. signing]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(token, "tenant-7.ada")).Status);
        await RestartAsync([.. TestKeys.Key(0, "other", "observe"), .. signing]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(token, "tenant-7.ada")).Status);
    }

    [Fact]
    public async Task Signing_keys_rotate_the_first_signs_and_all_are_valid()
    {
        var old = Convert.ToBase64String(new byte[32]);
        var next = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());
        await RestartAsync([.. Whole, .. SigningKey(0, "old", old)]);
        var before = TokenOf(await MintAsync("whole", """{"person_id":"a","scopes":["observe"]}"""));
        Assert.Equal("old", new JsonWebToken(before).Kid);

        await RestartAsync([.. Whole, .. SigningKey(0, "next", next), .. SigningKey(1, "old", old)]);
        var after = TokenOf(await MintAsync("whole", """{"person_id":"a","scopes":["observe"]}"""));
        Assert.Equal("next", new JsonWebToken(after).Kid);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(before, "a")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(after, "a")).Status);

        await RestartAsync([.. Whole, .. SigningKey(0, "next", next)]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(before, "a")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(after, "a")).Status);
    }

    [Fact]
    public async Task Without_a_configured_signing_key_a_restart_voids_the_tokens()
    {
        var token = TokenOf(await MintAsync("whole", """{"person_id":"a","scopes":["observe"]}"""));
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(token, "a")).Status);
        await _host.RestartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(token, "a")).Status);
    }

    [Fact]
    public async Task A_host_without_keys_mints_none()
    {
        await RestartAsync([]);
        var refused = await AccessWorld.SendAsync(_host.Client.Http, null, HttpMethod.Post, "tokens", """{"person_id":"a","scopes":["read"]}""");
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (refused.Status, refused.Problem));
    }

    private static string[] SigningKey(int index, string id, string secret) =>
        [$"--PersonaKit:Tokens:SigningKeys:{index}:Id={id}", $"--PersonaKit:Tokens:SigningKeys:{index}:Secret={secret}"];

    private static string TokenOf(Answer minted)
    {
        Assert.Equal(HttpStatusCode.OK, minted.Status);
        return minted.Json.GetProperty("access_token").GetString()!;
    }

    private Task<Answer> MintAsync(string key, string body) => AccessWorld.SendAsync(_host.Client.Http, TestKeys.Of(key), HttpMethod.Post, "tokens", body);

    private Task<Answer> PostAsync(string token, string person) =>
        AccessWorld.SendAsync(_host.Client.Http, token, HttpMethod.Post, $"people/{person}/observations", Samples.Session);

    private async Task StartAsync(string[] arguments)
    {
        _host = new StartedHost { Time = _clock, Arguments = arguments };
        await _host.InitializeAsync();
    }

    private async Task RestartAsync(string[] arguments)
    {
        await _host.DisposeAsync();
        await StartAsync(arguments);
    }
}
