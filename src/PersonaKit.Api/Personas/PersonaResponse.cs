using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Personas.Explaining;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Api.Personas;

/// <summary>Sends a persona's bytes as they are stored, and its explanation beside them.</summary>
internal static class PersonaResponse
{
    private const string CacheStatusHeader = "Cache-Status";

    /// <summary>No explanation is longer; one that would be is refused before anything of it is sent.</summary>
    public const int MaxExplainedBytes = 16 * 1024 * 1024;

    public static ValueTask<Problem?> Send(HttpContext http, PersonaRow row, CacheState cache, DateTimeOffset now) =>
        IsKnown(http, row, cache, now, "") ? JsonBody.SendNotModified(http) : JsonBody.SendBytes(http, StatusCodes.Status200OK, JsonBody.ContentType, row.Body.Span);

    /// <summary>The persona's own bytes with one member more, under a tag of their own.</summary>
    public static ValueTask<Problem?> SendExplained(HttpContext http, PersonaRow row, CacheState cache, DateTimeOffset now, PersonaExplanation explanation)
    {
        if (IsKnown(http, row, cache, now, "-explained"))
        {
            return JsonBody.SendNotModified(http);
        }

        var body = new ArrayBufferWriter<byte>(64 * 1024);
        body.Write(row.Body.Span[..^1]);
        body.Write(",\"explanation\":"u8);
        using (var json = new Utf8JsonWriter(body, DataValueJson.WriterOptions))
        {
            if (!PersonaExplanationJson.TryWrite(json, explanation, MaxExplainedBytes))
            {
                return new(new Problem(ProblemTypes.ExplanationTooLarge, $"the explanation has more than {MaxExplainedBytes} bytes; the persona itself is served without view=explain"));
            }
        }

        body.Write("}"u8);
        return JsonBody.SendBytes(http, StatusCodes.Status200OK, JsonBody.ContentType, body.WrittenSpan);
    }

    private static bool IsKnown(HttpContext http, PersonaRow row, CacheState cache, DateTimeOffset now, string suffix)
    {
        var headers = http.Response.Headers;
        var tag = string.Concat("\"", row.PersonaId, suffix, "\"");
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
        return EntityTag.IsKnown(http.Request, tag);
    }
}
