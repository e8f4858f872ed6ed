using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Problems;

namespace PersonaKit.Api.Observing;

/// <summary>The header that makes a retried batch without ids the same batch.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 200;

    public static Problem? TryRead(HttpRequest request, out string? key)
    {
        key = null;
        if (!request.Headers.TryGetValue(Header, out var values))
        {
            return null;
        }

        key = values.Count == 1 ? values[0] : null;
        return key is { Length: > 0 and <= MaxLength } && key.All(character => character is >= ' ' and <= '~')
            ? null
            : new Problem(ProblemTypes.InvalidIdempotencyKey, $"{Header} is given once, with 1 to {MaxLength} printable ASCII characters");
    }
}
