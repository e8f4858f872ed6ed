using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PersonaKit.Host.Tests.Access;

/// <summary>An identity provider on loopback: metadata, keys, and tokens signed with the newest of them.</summary>
public sealed class FakeIssuer : IAsyncLifetime
{
    public const string Audience = "api://personakit";

    private readonly List<RsaSecurityKey> _keys = [NewKey(1)];
    private readonly WebApplication _app;

    public FakeIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/tenant/.well-known/openid-configuration", http => http.Response.WriteAsync(
            $$"""{"issuer":"{{Authority}}","jwks_uri":"{{Authority}}/keys","id_token_signing_alg_values_supported":["RS256"]}"""));
        _app.MapGet("/tenant/keys", http => IsDown ? Task.FromException(new IOException("down")) : http.Response.WriteAsync(Keys()));
    }

    public string Authority => $"{_app.Urls.First()}/tenant";

    /// <summary>True when the keys cannot be read.</summary>
    public bool IsDown { get; set; }

    public Task InitializeAsync() => _app.StartAsync();

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Signs with a new key from here on; the old ones stay published.</summary>
    public void Rotate() => _keys.Add(NewKey(_keys.Count + 1));

    public string Sign(
        IDictionary<string, object> claims,
        string? issuer = null,
        string audience = Audience,
        TimeSpan? lifetime = null,
        SigningCredentials? credentials = null)
    {
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Authority,
            Audience = audience,
            Claims = claims,
            IssuedAt = now.AddHours(-2),
            NotBefore = now.AddHours(-2),
            Expires = now + (lifetime ?? TimeSpan.FromHours(1)),
            SigningCredentials = credentials ?? new SigningCredentials(_keys[^1], SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>The published key as bytes: what an attacker would sign with, were the algorithm the token's to choose.</summary>
    public byte[] PublicKey() => _keys[^1].Rsa.ExportSubjectPublicKeyInfo();

    public static RsaSecurityKey NewKey(int number) => new(RSA.Create(2048)) { KeyId = $"key-{number}" };

    private string Keys() => $$"""{"keys":[{{string.Join(',', _keys.Select(Jwk))}}]}""";

    private static string Jwk(RsaSecurityKey key)
    {
        var parameters = key.Rsa.ExportParameters(false);
        return $$"""{"kty":"RSA","use":"sig","kid":"{{key.KeyId}}","n":"{{Base64UrlEncoder.Encode(parameters.Modulus)}}","e":"{{Base64UrlEncoder.Encode(parameters.Exponent)}}"}""";
    }
}
