using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PersonaKit.Core.Observations;

namespace PersonaKit.Api.Authorization;

/// <summary>
/// Signs and reads our own tokens: JWTs that name the key they come from. A token allows what stands in it and no more than that key does
/// when it is read, so that a key which is
/// taken away, or restricted, takes its tokens with it.
/// </summary>
internal sealed class TokenMint
{
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromHours(24);

    private const string Issuer = "urn:personakit:tokens";
    private const string TokenType = "at+jwt";
    private const string KeyClaim = "client_id";
    private const string ScopeClaim = "scope";
    private const string PersonClaim = "person";
    private const string PrefixClaim = "person_prefix";

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly KeyRing _keys;
    private readonly TimeProvider _time;
    private readonly TokenOptions _options;
    private SecurityKey[]? _signingKeys;

    public TokenMint(IOptions<AccessOptions> options, KeyRing keys, TimeProvider time)
    {
        (_keys, _time) = (keys, time);
        _options = options.Value.Tokens;
    }

    /// <summary>False on a host without a signing key.</summary>
    public bool CanSign => SigningKeys.Length > 0;

    /// <summary>
    /// Made with the first token and not with the host: a start that needs no token does not wait for what signs them. One set for all,
    /// also if two ask first.
    /// </summary>
    private SecurityKey[] SigningKeys => _signingKeys ?? Interlocked.CompareExchange(ref _signingKeys, SigningKeysOf(_options), null) ?? _signingKeys;

    public static bool MayBeToken(string text) => text.StartsWith("eyJ", StringComparison.Ordinal) && text.AsSpan().Count('.') == 2;

    public string Sign(string keyId, Grant grant, DateTimeOffset expiresAt)
    {
        var claims = new Dictionary<string, object> { [KeyClaim] = keyId, [ScopeClaim] = ScopeWords.Format(grant.Scopes) };
        if (grant.Reach.Person is { } person)
        {
            claims[PersonClaim] = person;
        }
        else if (grant.Reach.Prefix is { } prefix)
        {
            claims[PrefixClaim] = prefix;
        }

        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            TokenType = TokenType,
            Claims = claims,
            IssuedAt = _time.GetUtcNow().UtcDateTime,
            Expires = expiresAt.UtcDateTime,
            SigningCredentials = new SigningCredentials(SigningKeys[0], SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>What a token of ours says; null when it is somebody else's, as far as it says itself.</summary>
    public async ValueTask<CredentialVerdict?> TryReadAsync(string text)
    {
        if (!Handler.CanReadToken(text) || Parse(text) is not { Issuer: Issuer } token)
        {
            return null;
        }

        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Issuer,
            ValidTypes = [TokenType],
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKeys = SigningKeys,
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = (_, expires, _, _) => expires is { } end && _time.GetUtcNow().UtcDateTime < end,
        });
        return result.IsValid ? CallerOf(token) ?? CredentialVerdict.Refused(AccessProblems.Invalid())
            : CredentialVerdict.Refused(result.Exception is SecurityTokenInvalidLifetimeException ? AccessProblems.Expired() : AccessProblems.Invalid());
    }

    private static JsonWebToken? Parse(string text)
    {
        try
        {
            return new JsonWebToken(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private CredentialVerdict? CallerOf(JsonWebToken token)
    {
        var reach = token.TryGetValue<string>(PrefixClaim, out var text) && PersonReach.TryParsePrefix(text, out var prefix) ? prefix
            : token.TryGetValue(PersonClaim, out text) && PersonId.TryParse(text, out var person) ? PersonReach.OfPerson(person)
            : PersonReach.Everybody;
        return !reach.IsEverybody
            && token.TryGetValue(ScopeClaim, out text) && ScopeWords.TryParse(text, out var scopes)
            && token.TryGetValue(KeyClaim, out text) && _keys.FindById(text) is { } key
            && key.Covers(new Grant(scopes, reach))
            ? new CredentialVerdict(new Caller(KeyId: null, [new Grant(scopes, reach)]), Problem: null, new DateTimeOffset(token.ValidTo, TimeSpan.Zero))
            : null;
    }

    private static SecurityKey[] SigningKeysOf(TokenOptions options) =>
        options.SigningKeys.Count > 0 ? [.. options.SigningKeys.Select(key => new SymmetricSecurityKey(SigningSecret.TryParse(key.Secret)!) { KeyId = key.Id })]
        : options.GeneratesSigningKey ? [new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(SigningSecret.LeastBytes)) { KeyId = "generated" }]
        : [];
}
