using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Serving;
using PersonaKit.Language.Review;

namespace PersonaKit.Api.Mappers;

/// <summary><c>/mappers</c>: what personas there are to ask for, and the revisions behind them.</summary>
internal sealed class MapperEndpoints(MapperRegistry mappers, MapperLifecycle lifecycle)
{
    public async ValueTask<Problem?> ListAsync(HttpContext http, CancellationToken cancellationToken) =>
        QueryParameters.TryRead(http.Request, [], out _)
        ?? await JsonBody.Send(http, StatusCodes.Status200OK, (await mappers.CurrentAsync(cancellationToken)).All, MapperJson.WriteList);

    public async ValueTask<Problem?> GetAsync(HttpContext http, string mapperId, CancellationToken cancellationToken)
    {
        if ((MapperInRoute.TryRead(mapperId, out var id) ?? QueryParameters.TryRead(http.Request, [], out _)) is { } refused)
        {
            return refused;
        }

        if (await lifecycle.ShowAsync(id, revision: null, cancellationToken) is not { } shown)
        {
            return MapperInRoute.Unknown();
        }

        var tag = EntityTag.Strong(shown.History.Head.ETag);
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        return EntityTag.IsKnown(http.Request, tag)
            ? await JsonBody.SendNotModified(http)
            : await JsonBody.Send(http, StatusCodes.Status200OK, shown, MapperJson.Write);
    }

    public async ValueTask<Problem?> GetRevisionAsync(HttpContext http, string mapperId, string number, CancellationToken cancellationToken)
    {
        var revision = 0;
        if ((MapperInRoute.TryRead(mapperId, out var id)
            ?? MapperInRoute.TryReadRevision(number, out revision)
            ?? QueryParameters.TryRead(http.Request, [], out _)) is { } refused)
        {
            return refused;
        }

        return await lifecycle.ShowAsync(id, revision, cancellationToken) is { } shown ? await RevisionResponse.Send(http, shown)
            : (await mappers.CurrentAsync(cancellationToken)).Find(id) is null ? MapperInRoute.Unknown()
            : MapperInRoute.UnknownRevision();
    }

    public async ValueTask<Problem?> PutAsync(HttpContext http, string mapperId, CancellationToken cancellationToken)
    {
        if ((MapperInRoute.TryReadNew(mapperId, out var id) ?? QueryParameters.TryRead(http.Request, [], out _)) is { } refused)
        {
            return refused;
        }

        var body = await MapperBody.ReadAsync(http.Request, cancellationToken);
        return body switch
        {
            { Problem: { } problem } => problem,
            { Fault: { } fault } => MapperChangeResponse.Invalid([fault]),
            { Source: var source } => await MapperChangeResponse.SendUpload(
                http, await lifecycle.UploadAsync(id, source!, Preconditions.Read(http.Request), cancellationToken)),
        };
    }

    public async ValueTask<Problem?> ActivateAsync(HttpContext http, string mapperId, string number, CancellationToken cancellationToken) =>
        QueryParameters.TryRead(http.Request, [], out _)
        ?? MapperInRoute.TryRead(mapperId, out var id)
        ?? MapperInRoute.TryReadRevision(number, out var revision)
        ?? await MapperChangeResponse.SendState(http, await lifecycle.ActivateAsync(id, revision, Preconditions.Read(http.Request), cancellationToken));

    public async ValueTask<Problem?> RetireAsync(HttpContext http, string mapperId, CancellationToken cancellationToken) =>
        QueryParameters.TryRead(http.Request, [], out _)
        ?? MapperInRoute.TryRead(mapperId, out var id)
        ?? await MapperChangeResponse.SendState(http, await lifecycle.RetireAsync(id, Preconditions.Read(http.Request), cancellationToken));

    public async ValueTask<Problem?> ValidateAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (QueryParameters.TryRead(http.Request, [], out _) is { } refused)
        {
            return refused;
        }

        return await MapperBody.ReadAsync(http.Request, cancellationToken) switch
        {
            { Problem: { } problem } => problem,
            { Fault: { } fault } => await SendAsync(new MapperReview(null, [fault], [])),
            { Source: var source } => await SendAsync(lifecycle.Review(source!)),
        };

        ValueTask<Problem?> SendAsync(MapperReview review) => JsonBody.Send(http, StatusCodes.Status200OK, review, ValidationJson.Write);
    }
}
