using System.Collections.Immutable;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using PersonaKit.Core.Observations;

namespace PersonaKit.Api.Authorization;

/// <summary>
/// Reads the access tokens of an identity provider. Its keys come from its metadata and are read again when it signs with a new one.
/// </summary>
internal sealed class IdentityProvider
{
    /// <summary>How long a token is not looked at again.</summary>
    private static readonly TimeSpan Trust = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly TimeProvider _time;
    private readonly string[] _roleClaims;
    private readonly ImmutableArray<JwtGrantOptions> _grants;
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _metadata;
    private readonly TokenValidationParameters _validation;

    /// <param name="options">Valid ones, with an authority.</param>
    public IdentityProvider(JwtOptions options, TimeProvider time)
    {
        _time = time;
        _roleClaims = Words(options.RoleClaims);
        _grants = [.. options.Grants];
#pragma warning disable CA2000 // lives as long as this does
        var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 1024 * 1024 };
#pragma warning restore CA2000
        _metadata = new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{options.Authority.TrimEnd('/')}/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(http) { RequireHttps = options.Authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase) });
        _validation = new TokenValidationParameters
        {
            ConfigurationManager = _metadata,
            ValidIssuer = options.Issuer.Length == 0 ? null : options.Issuer,
            ValidAudiences = Words(options.Audience),
            ValidAlgorithms = Algorithms,
            LifetimeValidator = (start, end, _, _) => IsAlive(start, end),
        };
    }

    public async ValueTask<CredentialVerdict> ReadAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            await _metadata.GetConfigurationAsync(cancellationToken);
        }
        catch (InvalidOperationException)
        {
            return CredentialVerdict.Refused(AccessProblems.ProviderUnavailable());
        }

        var result = await Handler.ValidateTokenAsync(text, _validation);
        if (!result.IsValid)
        {
            return CredentialVerdict.Refused(result.Exception is SecurityTokenInvalidLifetimeException ? AccessProblems.Expired() : AccessProblems.Invalid());
        }

        var token = (JsonWebToken)result.SecurityToken;
        var end = new DateTimeOffset(token.ValidTo, TimeSpan.Zero) + Skew;
        var trusted = _time.GetUtcNow() + Trust;
        return new CredentialVerdict(new Caller(null, [.. GrantsOf(token)]), null, end < trusted ? end : trusted);
    }

    private bool IsAlive(DateTime? start, DateTime? end)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return end is not null && now < end + Skew && (start is null || now >= start - Skew);
    }

    private IEnumerable<Grant> GrantsOf(JsonWebToken token)
    {
        var roles = token.Claims.Where(claim => _roleClaims.Contains(claim.Type)).SelectMany(claim => Words(claim.Value)).ToHashSet(StringComparer.Ordinal);
        foreach (var grant in _grants.Where(grant => roles.Contains(grant.Role)))
        {
            if (ReachOf(grant, token) is { } reach && ScopeWords.TryParse(grant.Scopes, out var scopes))
            {
                yield return new Grant(scopes, reach);
            }
        }
    }

    private static PersonReach? ReachOf(JwtGrantOptions grant, JsonWebToken token)
    {
        if (grant.PersonClaim.Length == 0)
        {
            return PersonReach.TryParsePrefix(grant.Prefix, out var prefix) ? prefix : PersonReach.Everybody;
        }

        return token.TryGetValue<string>(grant.PersonClaim, out var claim) && claim.Length > 0 && PersonId.TryParse(grant.Prefix + claim, out var person)
            ? PersonReach.OfPerson(person)
            : null;
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
