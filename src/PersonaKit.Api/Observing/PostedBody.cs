using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Api.Observing;

/// <summary>What every post that becomes observations carries: whose they are, the key that makes its retries the same post, and the body.</summary>
/// <param name="Problem">Why it cannot be read; the rest means nothing then.</param>
internal readonly record struct PostedBody(PersonId Person, string? Key, DataValue? Value, Problem? Problem)
{
    public static async ValueTask<PostedBody> ReadAsync(HttpRequest request, string personId, CancellationToken cancellationToken)
    {
        string? key = null;
        if ((PersonInRoute.TryRead(personId, out var person)
            ?? QueryParameters.TryRead(request, [], out _)
            ?? IdempotencyKey.TryRead(request, out key)) is { } refused)
        {
            return new(person, key, null, refused);
        }

        var body = await RequestBody.ReadJsonAsync(request, cancellationToken);
        return new(person, key, body.Value, body.Problem);
    }
}
