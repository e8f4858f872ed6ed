using System.Text;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests.Access;

/// <summary>A host with keys and an identity provider, and a credential of every kind, scope and reach.</summary>
public sealed class AccessWorld : IAsyncLifetime
{
    public const string Own = "tenant-7.ada";
    public const string Colleague = "tenant-7.bob";

    /// <summary>Starts as the prefix does, but for the point.</summary>
    public const string Stranger = "tenant-70.eve";

    /// <summary>As <see cref="Stranger"/>, and nothing is known of them.</summary>
    public const string Nobody = "tenant-70.nil";

    public const string Prefix = "tenant-7.";
    public const string AllScopes = "observe read manage erase";

    private static readonly string[] ScopeSets = ["observe", "read", "manage", "erase", AllScopes];

    private readonly FakeIssuer _issuer = new();

    public StartedHost Host { get; private set; } = null!;

    public List<TestCredential> Credentials { get; } = [];

    public async Task InitializeAsync()
    {
        await _issuer.InitializeAsync();
        Host = new StartedHost { Arguments = [.. Keys(), .. Jwt()] };
        await Host.InitializeAsync();
        foreach (var scopes in ScopeSets)
        {
            Credentials.Add(new("key", scopes, "everybody", TestKeys.Of(KeyId(scopes, "everybody"))));
            Credentials.Add(new("key", scopes, "person", TestKeys.Of(KeyId(scopes, "person"))));
            Credentials.Add(new("key", scopes, "prefix", TestKeys.Of(KeyId(scopes, "prefix"))));
            Credentials.Add(new("token", scopes, "person", await MintAsync(scopes, "person_id", Own)));
            Credentials.Add(new("token", scopes, "prefix", await MintAsync(scopes, "person_prefix", Prefix)));
            foreach (var reach in (string[])["everybody", "person", "prefix"])
            {
                var claims = new Dictionary<string, object> { ["roles"] = new[] { "Other.Role", RoleOf(scopes, reach) }, ["oid"] = "ada" };
                Credentials.Add(new("jwt", scopes, reach, _issuer.Sign(claims)));
            }
        }
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    public Task<Answer> SendAsync(string? credential, HttpMethod method, string path, string? body = null) =>
        SendAsync(Host.Client.Http, credential, method, path, body);

    public static async Task<Answer> SendAsync(HttpClient http, string? credential, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", credential is null ? null : $"Bearer {credential}");
        return await Answer.ReadAsync(await http.SendAsync(request));
    }

    private async Task<string> MintAsync(string scopes, string field, string value)
    {
        var words = string.Join(',', scopes.Split(' ').Select(scope => $"\"{scope}\""));
        using var content = new StringContent($$"""{"{{field}}":"{{value}}","scopes":[{{words}}]}""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "tokens") { Content = content };
        request.Headers.Add("X-Api-Key", TestKeys.Of(KeyId(AllScopes, "everybody")));
        var minted = await Answer.ReadAsync(await Host.Client.Http.SendAsync(request));
        return minted.Json.GetProperty("access_token").GetString()!;
    }

    private static IEnumerable<string> Keys() => ScopeSets.SelectMany((scopes, i) => (string[])
    [
        .. TestKeys.Key((3 * i) + 0, KeyId(scopes, "everybody"), scopes),
        .. TestKeys.Key((3 * i) + 1, KeyId(scopes, "person"), scopes, person: Own),
        .. TestKeys.Key((3 * i) + 2, KeyId(scopes, "prefix"), scopes, prefix: Prefix),
    ]);

    private IEnumerable<string> Jwt() =>
    [
        $"--PersonaKit:Jwt:Authority={_issuer.Authority}",
        $"--PersonaKit:Jwt:Audience={FakeIssuer.Audience}",
        .. ScopeSets.SelectMany((scopes, i) => (string[])
        [
            .. Grant((3 * i) + 0, scopes, "everybody"),
            .. Grant((3 * i) + 1, scopes, "person"),
            $"--PersonaKit:Jwt:Grants:{(3 * i) + 1}:Prefix={Prefix}",
            $"--PersonaKit:Jwt:Grants:{(3 * i) + 1}:PersonClaim=oid",
            .. Grant((3 * i) + 2, scopes, "prefix"),
            $"--PersonaKit:Jwt:Grants:{(3 * i) + 2}:Prefix={Prefix}",
        ]),
    ];

    private static string[] Grant(int index, string scopes, string reach) =>
        [$"--PersonaKit:Jwt:Grants:{index}:Role={RoleOf(scopes, reach)}", $"--PersonaKit:Jwt:Grants:{index}:Scopes={scopes}"];

    private static string KeyId(string scopes, string reach) => $"{scopes.Replace(' ', '-')}.{reach}";

    private static string RoleOf(string scopes, string reach) => $"PersonaKit.{KeyId(scopes, reach)}";
}
