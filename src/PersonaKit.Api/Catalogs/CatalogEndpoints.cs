using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Engine.Mapping;

namespace PersonaKit.Api.Catalogs;

/// <summary><c>/catalog</c>: the text of the trait catalog that every instance goes by.</summary>
internal sealed class CatalogEndpoints(CatalogLifecycle lifecycle)
{
    public async ValueTask<Problem?> GetAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (QueryParameters.TryRead(http.Request, [], out _) is { } refused)
        {
            return refused;
        }

        if (await lifecycle.ShowAsync(cancellationToken) is not { } catalog)
        {
            return CatalogResponse.NotPublished();
        }

        var tag = EntityTag.Strong(catalog.Head.ETag);
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        return EntityTag.IsKnown(http.Request, tag)
            ? await JsonBody.SendNotModified(http)
            : await JsonBody.Send(http, StatusCodes.Status200OK, catalog, CatalogJson.Write);
    }

    public async ValueTask<Problem?> PutAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (QueryParameters.TryRead(http.Request, [], out _) is { } refused)
        {
            return refused;
        }

        return await MapperBody.ReadAsync(http.Request, cancellationToken) switch
        {
            { Problem: { } problem } => problem,
            { Fault: { } fault } => CatalogResponse.Invalid([fault]),
            { Source: var source } => await CatalogResponse.Send(
                http, await lifecycle.PublishAsync(source!, Preconditions.Read(http.Request), cancellationToken)),
        };
    }
}
