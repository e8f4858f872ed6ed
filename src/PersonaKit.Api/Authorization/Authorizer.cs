using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using PersonaKit.Api.Problems;

namespace PersonaKit.Api.Authorization;

/// <summary>
/// Decides, before anything of a request is read or looked up, whether its caller may do what the route does. Where neither a key nor an
/// identity provider is configured it lets
/// everybody pass: the host decides then.
/// </summary>
internal sealed class Authorizer
{
    private const int LongestCredential = 16 * 1024;

    private readonly bool _takesFunctionKeys;
    private readonly KeyRing _keys;
    private readonly TokenMint _mint;
    private readonly IdentityProvider? _provider;
    private readonly CredentialCache _known;

    public Authorizer(IOptions<AccessOptions> options, KeyRing keys, TokenMint mint, TimeProvider time)
    {
        IsOpen = options.Value.IsOpen;
        _takesFunctionKeys = options.Value.TakesFunctionKeys;
        _keys = keys;
        _mint = mint;
        _provider = options.Value.Jwt.Authority.Length == 0 ? null : new IdentityProvider(options.Value.Jwt, time);
        _known = new CredentialCache(time);
    }

    /// <summary>True when no credential is asked for.</summary>
    public bool IsOpen { get; }

    /// <param name="http">The request; its caller is kept for <see cref="CallerOf"/> where the handler has to ask.</param>
    /// <param name="rule">What the route asks for.</param>
    /// <param name="person">What stands in the path where the id of a person belongs.</param>
    /// <param name="cancellationToken">Cancels the wait for an identity provider.</param>
    public ValueTask<Problem?> CheckAsync(HttpContext http, AccessRule rule, string person, CancellationToken cancellationToken)
    {
        if (IsOpen)
        {
            return default;
        }

        if (Credential.Of(http.Request, _takesFunctionKeys) is not { } credential)
        {
            return new(AccessProblems.Missing());
        }

        return _known.Find(credential) is { } caller
            ? new(Judge(http, caller, rule, person))
            : CheckAsync(http, rule, person, credential, cancellationToken);
    }

    /// <summary>
    /// The caller of a request that <see cref="CheckAsync(HttpContext, AccessRule, string, CancellationToken)"/> let pass.
    /// </summary>
    public Caller CallerOf(HttpContext http) =>
        IsOpen ? Caller.Anybody : http.Features.Get<Caller>() ?? throw new InvalidOperationException("the caller of this request was not checked");

    /// <summary>The problem of a caller who may not do this with a person of the body, or null.</summary>
    public Problem? Judge(HttpContext http, Scopes scope, string person)
    {
        var caller = CallerOf(http);
        return !caller.Has(scope) ? AccessProblems.NoScope(scope) : caller.Has(scope, person) ? null : AccessProblems.OutOfReach();
    }

    private async ValueTask<Problem?> CheckAsync(HttpContext http, AccessRule rule, string person, string credential, CancellationToken cancellationToken)
    {
        var verdict = await ReadAsync(credential, cancellationToken);
        if (verdict.Caller is not { } caller)
        {
            return verdict.Problem;
        }

        _known.Add(credential, caller, verdict.Until);
        return Judge(http, caller, rule, person);
    }

    private async ValueTask<CredentialVerdict> ReadAsync(string credential, CancellationToken cancellationToken)
    {
        if (credential.Length > LongestCredential)
        {
            return CredentialVerdict.Refused(AccessProblems.Invalid());
        }

        var text = Credential.TextOf(credential);
        return _keys.Find(text) is { } caller ? new CredentialVerdict(caller, null, DateTimeOffset.MaxValue)
            : !TokenMint.MayBeToken(text) ? CredentialVerdict.Refused(AccessProblems.Invalid())
            : await _mint.TryReadAsync(text)
            ?? (_provider is null ? CredentialVerdict.Refused(AccessProblems.Invalid()) : await _provider.ReadAsync(text, cancellationToken));
    }

    private static Problem? Judge(HttpContext http, Caller caller, AccessRule rule, string person)
    {
        if (rule.Scope != Scopes.None && !caller.Has(rule.Scope))
        {
            return AccessProblems.NoScope(rule.Scope);
        }

        switch (rule.Concern)
        {
            case Concern.PersonInPath when !caller.Has(rule.Scope, person):
                return AccessProblems.OutOfReach();
            case Concern.Everybody when !caller.HasForEverybody(rule.Scope):
                return AccessProblems.NotForEverybody();
        }

        if (rule.KeepsCaller)
        {
            http.Features.Set(caller);
        }

        return null;
    }
}
