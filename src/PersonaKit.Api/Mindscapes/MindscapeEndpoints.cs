using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Folding;

namespace PersonaKit.Api.Mindscapes;

/// <summary><c>/people/{person_id}/mindscape</c>: the traits with everything accepted so far in them; <c>/rebuild</c>: fold them again.</summary>
internal sealed class MindscapeEndpoints(MindscapeReader reader, TimeProvider time, MindscapeRebuilder rebuilder)
{
    private static readonly string[] Parameters = ["after", "at", "as_of", "known_at", "view"];

    public async ValueTask<Problem?> GetAsync(HttpContext http, string personId, CancellationToken cancellationToken)
    {
        Engine.Observing.Receipt? after = null;
        DateTimeOffset? at = null;
        HistoryCut? cut = null;
        var explains = false;
        if ((PersonInRoute.TryRead(personId, out var person)
            ?? QueryParameters.TryRead(http.Request, Parameters, out var query)
            ?? query.TryReadAfter(out after)
            ?? query.TryReadMoment(time, out at, out cut)
            ?? query.TryReadView(out explains)) is { } refused)
        {
            return refused;
        }

        switch (await reader.ReadAsync(person, after, MindscapeVersion.None, cut, cancellationToken))
        {
            case MindscapeOutcome.Found found:
                var view = new MindscapeView(found.Mindscape, at ?? Instants.Truncate(time.GetUtcNow()), explains);
                return await JsonBody.SendTagged(http, view, MindscapeJson.Write, static (http, body, view) => IsKnown(http, body, view));
            case MindscapeOutcome.UnknownPerson:
                return PersonInRoute.Unknown(person);
            case MindscapeOutcome.NothingThen:
                return PersonInRoute.NothingThen(person);
            case MindscapeOutcome.ForeignReceipt:
                return PersonInRoute.ForeignReceipt();
            case MindscapeOutcome.NotYetVisible later:
                return PersonInRoute.NotYetVisible(later.RetryAfter);
            case var other:
                throw new InvalidOperationException($"no answer for {other.GetType().Name}");
        }
    }

    public async ValueTask<Problem?> RebuildAsync(HttpContext http, string personId, CancellationToken cancellationToken)
    {
        if ((PersonInRoute.TryRead(personId, out var person) ?? QueryParameters.TryRead(http.Request, [], out _)) is { } refused)
        {
            return refused;
        }

        return await rebuilder.RebuildAsync(person, cancellationToken) switch
        {
            RebuildOutcome.Rebuilt rebuilt => await JsonBody.Send(http, StatusCodes.Status200OK, rebuilt, RebuiltJson.Write),
            RebuildOutcome.UnknownPerson => PersonInRoute.Unknown(person),
            RebuildOutcome.Conflict => new Problem(ProblemTypes.StoreUnavailable, "other folds of this person were saved every time; the same request may succeed later")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            },
            var other => throw new InvalidOperationException($"no answer for {other.GetType().Name}"),
        };
    }

    private static bool IsKnown(HttpContext http, ReadOnlySpan<byte> body, MindscapeView view)
    {
        // The instant is left out: a mindscape in which nothing moved but the clock is the one the client has. Its bytes are not the same then, so
        // the tag is a weak one (RFC 9110, 8.8.1).
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(body[..view.AtStart]);
        hash.AppendData(body[view.AtEnd..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        var tag = $"W/\"{Convert.ToHexStringLower(digest[..16])}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        return EntityTag.IsKnown(http.Request, tag);
    }
}
