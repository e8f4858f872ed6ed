using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Folding;

namespace PersonaKit.Api.Mindscapes;

/// <summary><c>/people/{person_id}/mindscape</c>: the traits with everything accepted so far in them.</summary>
public sealed class MindscapeEndpoints(MindscapeReader reader, TimeProvider time)
{
    private static readonly string[] Parameters = ["after", "at", "view"];

    public async ValueTask<Problem?> GetAsync(HttpContext http, string personId, CancellationToken cancellationToken)
    {
        Engine.Observing.Receipt? after = null;
        DateTimeOffset? at = null;
        var explains = false;
        if ((PersonInRoute.TryRead(personId, out var person)
            ?? QueryParameters.TryRead(http.Request, Parameters, out var query)
            ?? query.TryReadAfter(out after)
            ?? query.TryReadAt(out at)
            ?? query.TryReadView(out explains)) is { } refused)
        {
            return refused;
        }

        switch (await reader.ReadAsync(person, after, MindscapeVersion.None, cancellationToken))
        {
            case MindscapeOutcome.Found found:
                var view = new MindscapeView(found.Mindscape, at ?? Instants.Truncate(time.GetUtcNow()), explains);
                return await JsonBody.SendTagged(http, view, MindscapeJson.Write, static (http, body, view) => IsKnown(http, body, view));
            case MindscapeOutcome.UnknownPerson:
                return PersonInRoute.Unknown(person);
            case MindscapeOutcome.ForeignReceipt:
                return PersonInRoute.ForeignReceipt();
            case MindscapeOutcome.NotYetVisible later:
                return PersonInRoute.NotYetVisible(later.RetryAfter);
            case var other:
                throw new InvalidOperationException($"no answer for {other.GetType().Name}");
        }
    }

    private static bool IsKnown(HttpContext http, ReadOnlySpan<byte> body, MindscapeView view)
    {
        // The instant is left out: a mindscape in which nothing moved but the clock is the one the client has.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(body[..view.AtStart]);
        hash.AppendData(body[view.AtEnd..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        var tag = $"\"{Convert.ToHexStringLower(digest[..16])}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        return EntityTag.IsKnown(http.Request, tag);
    }
}
