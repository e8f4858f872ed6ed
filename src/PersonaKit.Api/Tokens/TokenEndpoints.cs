using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Authorization;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Values;

namespace PersonaKit.Api.Tokens;

/// <summary>
/// <c>/tokens</c>: a key mints what it may hand to an agent or a browser, for one person or a prefix of people and for a day at most.
/// </summary>
internal sealed class TokenEndpoints(Authorizer authorizer, TokenMint mint, TimeProvider time)
{
    public async ValueTask<Problem?> PostAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (QueryParameters.TryRead(http.Request, [], out _) is { } unreadable)
        {
            return unreadable;
        }

        var caller = authorizer.CallerOf(http);
        if (caller.KeyId is not { } keyId)
        {
            return AccessProblems.Forbidden("only an API key of the configuration mints tokens");
        }

        if (!mint.CanSign)
        {
            return AccessProblems.Forbidden("this host has no key to sign tokens with: PersonaKit:Tokens:SigningKeys");
        }

        var read = await RequestBody.ReadJsonAsync(http.Request, cancellationToken);
        if (read.Problem is { } refused)
        {
            return refused;
        }

        var faults = new List<Fault>();
        var (grant, lifetime) = TokenBody.Read(read.Value!, faults);
        if (faults.Count > 0)
        {
            var detail = faults.Count == 1 ? $"{faults[0].Pointer} {faults[0].Detail}".TrimStart() : $"{faults.Count} faults";
            return new Problem(ProblemTypes.InvalidBody, detail) { Errors = [.. faults] };
        }

        if (!caller.Covers(grant))
        {
            return AccessProblems.Forbidden("a token allows nothing that its key does not: fewer scopes, or another person");
        }

        // Whole seconds, as the token has them.
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds()) + lifetime;
        var token = mint.Sign(keyId, grant, expiresAt);
        var minted = new MintedToken(token, grant, lifetime, expiresAt);
        return await JsonBody.Send(http, StatusCodes.Status200OK, minted, static (writer, minted) => minted.Write(writer));
    }
}
