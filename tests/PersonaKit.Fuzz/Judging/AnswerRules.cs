using System.Text.Json;
using PersonaKit.Fuzz.Wire;

namespace PersonaKit.Fuzz.Judging;

/// <summary>What every answer has to be, whatever was asked.</summary>
internal static class AnswerRules
{
    public static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(2);

    public const string NeverAnswered = "no answer, and the connection stays open";
    public const string Dropped = "the connection ended without a whole answer";
    public const string Slow = "the answer took more than 2 s";

    /// <summary>Documented once for all operations, in the description of the API.</summary>
    private static readonly int[] Anywhere = [400, 403, 404, 405, 421];

    /// <returns>The rule that is broken, or null.</returns>
    public static string? Broken(Exchange exchange)
    {
        var request = exchange.Request;
        if (exchange.HasTimedOut)
        {
            return NeverAnswered;
        }

        if (exchange.Answer is not { } answer)
        {
            return request.IsComplete && ServerRefusals.Of(request.ToBytes()).Count == 0 ? Dropped : null;
        }

        if (exchange.Elapsed > LongestAnswer)
        {
            return Slow;
        }

        var isHead = request.Raw is null ? request.Method == "HEAD" : request.Raw.AsSpan().StartsWith("HEAD "u8);
        if (answer.Status >= 400)
        {
            return BrokenByRefusal(request, answer, isHead);
        }

        if (request.IsOnItsRoute && !request.Operation.Statuses.Contains(answer.Status))
        {
            return $"{request.Operation.Id} does not document {answer.Status}";
        }

        return !isHead && answer.Body.Length > 0 && answer.ContentType == "application/json" && !IsJson(answer.Body)
            ? "the body is not JSON"
            : null;
    }

    private static string? BrokenByRefusal(WireRequest request, WireAnswer answer, bool isHead)
    {
        if (answer.Status is < 500 or 505 && IsRefusedByServer(answer))
        {
            return ServerRefusals.Of(request.ToBytes()).Contains(answer.Status)
                ? null
                : $"{answer.Status} without a body, and nothing in the request that explains it";
        }

        if (answer.Status >= 500
            && (answer.Status != 503 || answer.Header("retry-after") is null || !request.Operation.Statuses.Contains(503)))
        {
            return $"{answer.Status}";
        }

        if (answer.ContentType != "application/problem+json")
        {
            return $"{answer.Status} is no problem document but '{answer.ContentType}'";
        }

        if (!isHead && !IsProblem(answer))
        {
            return $"{answer.Status} is a problem document without type, title or status";
        }

        return request.IsOnItsRoute && !request.Operation.Statuses.Contains(answer.Status) && !Anywhere.Contains(answer.Status)
            ? $"{request.Operation.Id} does not document {answer.Status}"
            : null;
    }

    /// <summary>Kestrel's own refusals have no body and end the connection.</summary>
    private static bool IsRefusedByServer(WireAnswer answer) => answer.Header("content-length") == "0" && answer.ClosesConnection;

    private static bool IsProblem(WireAnswer answer)
    {
        try
        {
            using var problem = JsonDocument.Parse(answer.Body);
            return problem.RootElement.GetProperty("type").GetString()!.StartsWith("urn:personakit:problem:", StringComparison.Ordinal)
                && problem.RootElement.GetProperty("title").GetString() is { Length: > 0 }
                && problem.RootElement.GetProperty("status").GetInt32() == answer.Status;
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static bool IsJson(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 256 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
