using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PersonaKit.Api;
using PersonaKit.Functions.Tests.Hosting;

namespace PersonaKit.Functions.Tests;

/// <summary>The same authorizer stands before every function, behind the function key or instead of it.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private const string Whole = "pk_whole";
    private const string Restricted = "pk_restricted";

    private static readonly Dictionary<string, string> Ada = new()
    {
        ["person_id"] = "ada",
        ["mapper_id"] = "daily_work_optimizer",
        ["observation_id"] = "s-1",
        ["path"] = "work.focus_duration",
        ["revision"] = "1",
    };

    private readonly FunctionsWorld _world = new()
    {
        Settings = new Dictionary<string, string?>
        {
            ["PersonaKit:Keys:0:Id"] = "whole",
            ["PersonaKit:Keys:0:Hash"] = HashOf(Whole),
            ["PersonaKit:Keys:0:Scopes"] = "observe read manage erase",
            ["PersonaKit:Keys:1:Id"] = "restricted",
            ["PersonaKit:Keys:1:Hash"] = HashOf(Restricted),
            ["PersonaKit:Keys:1:Scopes"] = "observe read manage erase",
            ["PersonaKit:Keys:1:Person"] = "bob",
            ["PersonaKit:Tokens:SigningKeys:0:Id"] = "s1",
            ["PersonaKit:Tokens:SigningKeys:0:Secret"] = Convert.ToBase64String(new byte[32]),
        },
    };

    public static TheoryData<string> Functions => [.. HttpFunction.All.Select(function => function.Name)];

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task A_function_asks_as_its_route_does(string name)
    {
        var function = HttpFunction.Named(name);
        var method = function.Methods.IsEmpty ? "GET" : function.Methods[0];
        var segments = new Dictionary<string, string>(Ada) { ["path"] = function.RouteParameters.Contains("person_id") ? "work.focus_duration" : "nowhere" };
        var isAnonymous = ApiContract.Routes.SingleOrDefault(route => route.Name == name)?.IsAnonymous == true;

        Assert.Equal(isAnonymous ? 200 : 401, (await _world.InvokeAsync(function, segments, method: method)).Status);
        Assert.Equal(isAnonymous ? 200 : 401, (await _world.InvokeAsync(function, segments, method: method, bearer: "pk_wrong")).Status);
        Assert.NotInRange((await _world.InvokeAsync(function, segments, method: method, bearer: Whole)).Status, 401, 403);
        if (function.RouteParameters.Contains("person_id"))
        {
            Assert.Equal(403, (await _world.InvokeAsync(function, segments, method: method, bearer: Restricted)).Status);
        }
    }

    [Fact]
    public async Task A_minted_token_opens_what_it_says()
    {
        var minted = await _world.InvokeAsync(HttpFunction.Named("postTokens"), Ada, """{"person_id":"ada","scopes":["read"]}""", bearer: Whole);
        Assert.Equal((200, "application/json"), (minted.Status, minted.ContentType));
        using var answer = JsonDocument.Parse(minted.Body);
        var token = answer.RootElement.GetProperty("access_token").GetString();
        Assert.Equal(404, (await _world.InvokeAsync(HttpFunction.Named("getMindscape"), Ada, bearer: token)).Status);
        Assert.Equal(403, (await _world.InvokeAsync(HttpFunction.Named("erasePerson"), Ada, bearer: token)).Status);
        Assert.Equal(403, (await _world.InvokeAsync(HttpFunction.Named("getMindscape"), new Dictionary<string, string>(Ada) { ["person_id"] = "bob" }, bearer: token)).Status);
    }

    [Fact]
    public async Task Without_a_signing_key_that_all_instances_have_none_is_minted()
    {
        var world = new FunctionsWorld { Settings = _world.Settings.Where(setting => !setting.Key.Contains("Tokens", StringComparison.Ordinal)).ToDictionary() };
        await world.InitializeAsync();
        try
        {
            var refused = await world.InvokeAsync(HttpFunction.Named("postTokens"), Ada, """{"person_id":"ada","scopes":["read"]}""", bearer: Whole);
            Assert.Equal(403, refused.Status);
            Assert.Contains("PersonaKit:Tokens:SigningKeys", refused.Body, StringComparison.Ordinal);
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
