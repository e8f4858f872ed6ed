using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Problems;

namespace PersonaKit.Api.Http;

/// <summary>Sends a problem as <c>application/problem+json</c>.</summary>
public static class ProblemJson
{
    /// <summary>The media type of problem details.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>Writes the response: status, headers and body.</summary>
    /// <returns>Null, as a handler that has answered returns.</returns>
    public static ValueTask<Problem?> Send(HttpContext http, Problem problem)
    {
        var response = http.Response;
        response.Clear();
        if (problem.RetryAfter is { } pause)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(pause.TotalSeconds)).ToString();
        }

        if (problem.Allow is { } allow)
        {
            response.Headers.Allow = allow;
        }

        if (problem.Challenge is { } challenge)
        {
            response.Headers.WWWAuthenticate = challenge;
        }

        response.Headers.CacheControl = "no-store";
        return JsonBody.Send(http, problem.Type.Status, ContentType, (problem, http.Request), static (writer, state) => Write(writer, state.problem, state.Request));
    }

    private static void Write(Utf8JsonWriter writer, Problem problem, HttpRequest request)
    {
        writer.WriteStartObject();
        writer.WriteString("type", problem.Type.Urn);
        writer.WriteString("title", problem.Type.Title);
        writer.WriteNumber("status", problem.Type.Status);
        writer.WriteString("detail", problem.Detail);
        writer.WriteString("instance", request.PathBase.Add(request.Path).ToUriComponent());
        if (!problem.Errors.IsEmpty || !problem.TextErrors.IsEmpty)
        {
            writer.WriteStartArray("errors");
            foreach (var fault in problem.Errors)
            {
                writer.WriteStartObject();
                writer.WriteString("pointer", fault.Pointer);
                writer.WriteString("detail", fault.Detail);
                writer.WriteEndObject();
            }

            DiagnosticJson.WriteItems(writer, problem.TextErrors);
            writer.WriteEndArray();
        }

        if (!problem.MissingTraits.IsEmpty)
        {
            writer.WriteStartArray("missing_traits");
            foreach (var path in problem.MissingTraits)
            {
                writer.WriteStringValue(path);
            }

            writer.WriteEndArray();
        }

        if (problem.Place is var (line, position))
        {
            writer.WriteNumber("line", line);
            writer.WriteNumber("position", position);
        }

        if (problem.FeedLag is { } lag)
        {
            writer.WriteNumber("feed_lag", lag);
        }

        if (problem.TraceId is { } traceId)
        {
            writer.WriteString("trace_id", traceId);
        }

        writer.WriteEndObject();
    }
}
