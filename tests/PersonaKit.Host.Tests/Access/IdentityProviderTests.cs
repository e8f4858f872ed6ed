using System.Net;
using Microsoft.IdentityModel.Tokens;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests.Access;

public sealed class IdentityProviderTests : IAsyncLifetime
{
    private readonly FakeIssuer _issuer = new();
    private readonly MovableClock _clock = new();
    private StartedHost _host = null!;

    public async Task InitializeAsync()
    {
        await _issuer.InitializeAsync();
        _host = new StartedHost
        {
            Time = _clock,
            Arguments =
            [
                $"--PersonaKit:Jwt:Authority={_issuer.Authority}", $"--PersonaKit:Jwt:Audience=other {FakeIssuer.Audience}",
                "--PersonaKit:Jwt:Grants:0:Role=Reader", "--PersonaKit:Jwt:Grants:0:Scopes=read",
                "--PersonaKit:Jwt:Grants:1:Role=me", "--PersonaKit:Jwt:Grants:1:Scopes=observe read", "--PersonaKit:Jwt:Grants:1:PersonClaim=oid",
                "--PersonaKit:Jwt:Grants:2:Role=Tenant", "--PersonaKit:Jwt:Grants:2:Scopes=erase", "--PersonaKit:Jwt:Grants:2:Prefix=tenant-7.",
            ],
        };
        await _host.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task Roles_and_delegated_scopes_become_what_the_configuration_says()
    {
        var reader = _issuer.Sign(Claims(("roles", new[] { "Reader" })));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(reader, "traits"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(reader, "people/anybody/mindscape"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(reader, "people/anybody", HttpMethod.Delete));

        var me = _issuer.Sign(Claims(("scp", "openid me"), ("oid", "5f2c-ada")));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(me, "people/5f2c-ada/mindscape"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(me, "people/5f2c-bob/mindscape"));
    }

    [Fact]
    public async Task Grants_add_up_but_a_scope_of_one_is_not_for_the_people_of_another()
    {
        var both = _issuer.Sign(Claims(("roles", new[] { "Reader", "Tenant" })));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(both, "people/anybody/mindscape"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(both, "people/tenant-7.ada", HttpMethod.Delete));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(both, "people/anybody", HttpMethod.Delete));
    }

    [Fact]
    public async Task Without_the_claim_that_names_the_person_the_grant_is_nothing()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(_issuer.Sign(Claims(("scp", "me"))), "traits"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(_issuer.Sign(Claims(("scp", "me"), ("oid", "not an id"))), "traits"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(_issuer.Sign(Claims(("roles", new[] { "unknown" }))), "traits"));
    }

    [Fact]
    public async Task A_token_for_others_by_others_or_without_an_end_is_refused()
    {
        var claims = Claims(("roles", new[] { "Reader" }));
        var stranger = new SigningCredentials(FakeIssuer.NewKey(1), SecurityAlgorithms.RsaSha256);
        var confused = new SigningCredentials(new SymmetricSecurityKey(_issuer.PublicKey()) { KeyId = "key-1" }, SecurityAlgorithms.HmacSha256);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(_issuer.Sign(claims), "traits"));
        foreach (var wrong in (string[])
        [
            _issuer.Sign(claims, audience: "api://another"),
            _issuer.Sign(claims, issuer: "https://evil.example"),
            _issuer.Sign(claims, credentials: stranger),
            _issuer.Sign(claims, credentials: confused),
            _issuer.Sign(claims, lifetime: TimeSpan.FromMinutes(-2)),
        ])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(wrong, "traits"));
        }
    }

    [Fact]
    public async Task A_token_that_ends_is_refused_though_it_is_known()
    {
        var token = _issuer.Sign(Claims(("roles", new[] { "Reader" })), lifetime: TimeSpan.FromMinutes(3));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token, "traits"));
        _clock.Advance(TimeSpan.FromMinutes(4.5));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token, "traits"));
    }

    [Fact]
    public async Task A_new_signing_key_of_the_provider_is_found()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(_issuer.Sign(Claims(("roles", new[] { "Reader" }))), "traits"));
        _issuer.Rotate();
        var signed = _issuer.Sign(Claims(("roles", new[] { "Reader" })));
        var patience = DateTime.UtcNow.AddSeconds(20);
        while (await StatusAsync(signed, "traits") != HttpStatusCode.OK)
        {
            // The keys are read again beside the request that needed them.
            Assert.True(DateTime.UtcNow < patience);
            await Task.Delay(50);
        }
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_503_with_when_to_try_again_and_401_stays_401()
    {
        _issuer.IsDown = true;
        var answer = await AccessWorld.SendAsync(_host.Client.Http, _issuer.Sign(Claims(("roles", new[] { "Reader" }))), HttpMethod.Get, "traits");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "identity-provider-unavailable", "5"), (answer.Status, answer.Problem, answer.RetryAfter));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("pk_nonsense", "traits"));
    }

    [Fact]
    public async Task A_token_of_the_provider_mints_no_token()
    {
        var answer = await AccessWorld.SendAsync(
            _host.Client.Http, _issuer.Sign(Claims(("roles", new[] { "Reader" }))), HttpMethod.Post, "tokens", """{"person_id":"a","scopes":["read"]}""");
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (answer.Status, answer.Problem));
    }

    private static Dictionary<string, object> Claims(params (string Name, object Value)[] claims) => claims.ToDictionary(claim => claim.Name, claim => claim.Value);

    private async Task<HttpStatusCode> StatusAsync(string token, string path, HttpMethod? method = null) =>
        (await AccessWorld.SendAsync(_host.Client.Http, token, method ?? HttpMethod.Get, path)).Status;
}
