using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace PersonaKit.Api;

/// <summary>
/// Endpoint routing ignores case and a trailing slash, and lets <c>GET mappers/{mapper_id}</c> take <c>GET mappers/validate</c>. This takes away what the contract's
/// table does not have, before anything (authorization, logs, metrics) sees an endpoint; the rest of the host's endpoints are left alone.
/// </summary>
internal sealed class ContractMatcherPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(static endpoint => endpoint.Metadata.GetMetadata<ApiRoute>() is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i)
                && candidates[i].Endpoint.Metadata.GetMetadata<ApiRoute>() is { } route
                && ApiRouter.Find(httpContext.Request) != route)
            {
                candidates.SetValidity(i, false);
            }
        }

        return Task.CompletedTask;
    }
}
