using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Api.Personas;

/// <summary>Sends a persona's bytes as they are stored.</summary>
internal static class PersonaResponse
{
    private const string CacheStatusHeader = "Cache-Status";

    public static ValueTask<Problem?> Send(HttpContext http, PersonaRow row, CacheState cache, DateTimeOffset now)
    {
        var headers = http.Response.Headers;
        var tag = string.Concat("\"", row.PersonaId, "\"");
        headers.ETag = tag;

        // Always revalidated: a max-age would let a client's copy outlive the next observation.
        headers.CacheControl = "private, no-cache";
        headers[CacheStatusHeader] = cache switch
        {
            CacheState.Hit => $"PersonaKit; hit; ttl={Math.Max(0, (long)(row.ExpiresAt - now).TotalSeconds)}",
            CacheState.Miss => "PersonaKit; fwd=miss; stored",
            CacheState.Stale => "PersonaKit; fwd=stale; stored",
            _ => "PersonaKit; fwd=bypass",
        };
        if (EntityTag.IsKnown(http.Request, tag))
        {
            return JsonBody.SendNotModified(http);
        }

        return JsonBody.SendBytes(http, StatusCodes.Status200OK, JsonBody.ContentType, row.Body.Span);
    }
}
