using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Engine.Catalogs;

namespace PersonaKit.Api.Traits;

/// <summary><c>/traits</c>: what can be known of a person, and what feeds it.</summary>
internal sealed class TraitEndpoints(CatalogSource catalogs)
{
    public ValueTask<Problem?> List(HttpContext http)
    {
        if (QueryParameters.TryRead(http.Request, [], out _) is { } refused)
        {
            return new(refused);
        }

        return JsonBody.Send(http, StatusCodes.Status200OK, catalogs.Current, TraitCatalogJson.Write);
    }
}
