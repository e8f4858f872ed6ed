using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Engine.Mapping;

namespace PersonaKit.Api.Mappers;

/// <summary>One revision: as JSON with its parsed form, or, to who accepts YAML and not JSON, just the text that was uploaded.</summary>
internal static class RevisionResponse
{
    public static ValueTask<Problem?> Send(HttpContext http, ShownMapper shown)
    {
        var isBare = WantsYaml(http.Request);
        var tag = isBare ? $"\"{shown.Revision.Digest}\"" : $"\"{shown.History.Head.ETag}.{shown.Revision.Number}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Accept";
        return EntityTag.IsKnown(http.Request, tag) ? JsonBody.SendNotModified(http)
            : isBare ? JsonBody.SendBytes(http, StatusCodes.Status200OK, $"{MapperBody.Yaml}; charset=utf-8", Encoding.UTF8.GetBytes(shown.Stored.Source))
            : JsonBody.Send(http, StatusCodes.Status200OK, shown, MapperJson.WriteRevision);
    }

    /// <summary>The first of the two types that is named; JSON where neither is.</summary>
    private static bool WantsYaml(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.OrderByDescending(type => type.Quality ?? 1).FirstOrDefault(type => type.MatchesMediaType(MapperBody.Yaml) || type.MatchesMediaType(JsonBody.ContentType)) is { } first
        && !first.MatchesMediaType(JsonBody.ContentType);
}
