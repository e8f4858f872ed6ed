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

    /// <summary>YAML when it is preferred, or named first of two that are as welcome; JSON otherwise, also to who accepts neither.</summary>
    private static bool WantsYaml(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            return false;
        }

        var yaml = Match(accepted, MapperBody.Yaml);
        var json = Match(accepted, JsonBody.ContentType);
        return yaml.Quality > 0
            && (yaml.Quality > json.Quality || (yaml.Quality == json.Quality && yaml.Index < json.Index));
    }

    /// <summary>RFC 9110, 12.5.1: of the ranges that include a type the most specific one has the say, and a quality of 0 refuses it.</summary>
    private static (double Quality, int Index) Match(IList<MediaTypeHeaderValue> accepted, string type)
    {
        var (quality, index, specificity) = (0.0, accepted.Count, -1);
        for (var i = 0; i < accepted.Count; i++)
        {
            var range = accepted[i];
            var how = range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2;
            if (how > specificity && range.MatchesMediaType(type))
            {
                (quality, index, specificity) = (range.Quality ?? 1, i, how);
            }
        }

        return (quality, index);
    }
}
