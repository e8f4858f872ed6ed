using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PersonaKit.Cli.Checking;

/// <summary>
/// Holds an answer against an OpenAPI document: status, media type, body and header fields, and problem documents with the status and type
/// that they say.
/// </summary>
internal sealed class AnswerJudge(JsonNode document)
{
    private const string ProblemType = "application/problem+json";
    private const int ExcerptLength = 300;

    private readonly BodySchemas _schemas = new(document);

    /// <summary>The beginning of a body, for a message.</summary>
    public static string Excerpt(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body);
        return text.Length <= ExcerptLength ? text : text[..ExcerptLength];
    }

    /// <summary>What is not as documented; nothing when all is.</summary>
    /// <param name="operation">The operation that was asked for.</param>
    /// <param name="problem">The slug of the problem that is expected; null for any.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="body">Its body.</param>
    public IEnumerable<string> Judge(ApiOperation operation, string? problem, HttpResponseMessage answer, byte[] body)
    {
        var status = (int)answer.StatusCode;
        return !operation.Responses.TryGetValue(status, out var documented)
            ? [$"{status} is not documented"]
            :
            [
                .. JudgeHeaders(documented, answer),
                .. JudgeBody(documented, answer.Content.Headers.ContentType, body),
                .. JudgeProblem(problem, status, answer, body),
            ];
    }

    private static IEnumerable<string> JudgeHeaders(DocumentedResponse documented, HttpResponseMessage answer)
    {
        var sent = answer.Headers.Concat(answer.Content.Headers).Select(header => header.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return documented.Headers.Where(header => !sent.Contains(header)).Select(header => $"the header {header} is missing");
    }

    private IEnumerable<string> JudgeBody(DocumentedResponse documented, MediaTypeHeaderValue? contentType, byte[] body)
    {
        var type = contentType?.MediaType;
        if (documented.Bodies.Count == 0)
        {
            return body.Length == 0 ? [] : [$"{body.Length} bytes where none are documented"];
        }

        if (type is null || !documented.Bodies.TryGetValue(type, out var schema))
        {
            return [$"the Content-Type is {type ?? "missing"}, documented is {string.Join(" or ", documented.Bodies.Keys)}"];
        }

        return type.EndsWith("json", StringComparison.Ordinal) && _schemas.Judge(schema, body) is { } wrong ? [wrong] : [];
    }

    private static IEnumerable<string> JudgeProblem(string? expected, int status, HttpResponseMessage answer, byte[] body)
    {
        var told = answer.Content.Headers.ContentType?.MediaType == ProblemType ? Parse(body) : null;
        if (told is not null && told["status"]?.GetValue<int>() != status)
        {
            yield return "the problem says another status";
        }

        if (expected is not null && told?["type"]?.GetValue<string>() is var type && type != $"urn:personakit:problem:{expected}")
        {
            yield return $"the problem is {type}, not {expected}";
        }
    }

    private static JsonNode? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
