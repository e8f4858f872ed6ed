using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Engine.Mapping;
using PersonaKit.Language.Sources;

namespace PersonaKit.Api.Mappers;

/// <summary>Answers for changes of mappers.</summary>
internal static class MapperChangeResponse
{
    /// <summary>201 for a new revision, 200 for one that was there.</summary>
    public static ValueTask<Problem?> SendUpload(HttpContext http, MapperChangeOutcome outcome)
    {
        if (outcome is not MapperChangeOutcome.Done done)
        {
            return new(Refuse(outcome));
        }

        http.Response.Headers.ETag = EntityTag.Strong(done.Head.ETag);
        if (done.IsNew)
        {
            http.Response.Headers.Location = $"{http.Request.PathBase.ToUriComponent()}{ApiPath.Base}/mappers/{done.Head.Id}/revisions/{done.Revision.Number}";
        }

        return JsonBody.Send(http, done.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, done, MapperChangeJson.WriteUpload);
    }

    public static ValueTask<Problem?> SendState(HttpContext http, MapperChangeOutcome outcome)
    {
        if (outcome is not MapperChangeOutcome.Done done)
        {
            return new(Refuse(outcome));
        }

        http.Response.Headers.ETag = EntityTag.Strong(done.Head.ETag);
        return JsonBody.Send(http, StatusCodes.Status200OK, done.Head, MapperChangeJson.WriteState);
    }

    public static Problem Invalid(ImmutableArray<Diagnostic> errors) => Problem.OfText(ProblemTypes.InvalidMapper, errors);

    private static Problem Refuse(MapperChangeOutcome outcome) => outcome switch
    {
        MapperChangeOutcome.Invalid invalid => Invalid(invalid.Errors),
        MapperChangeOutcome.UnknownMapper => MapperInRoute.Unknown(),
        MapperChangeOutcome.UnknownRevision => MapperInRoute.UnknownRevision(),
        MapperChangeOutcome.Mismatch { Head: null } => new Problem(ProblemTypes.MapperChanged, "there is no such mapper"),
        MapperChangeOutcome.Mismatch { Head: { } head } => new Problem(ProblemTypes.MapperChanged, $"the mapper's ETag is {EntityTag.Strong(head.ETag)}: read it again before you change it"),
        MapperChangeOutcome.ExpectationMissing => new Problem(ProblemTypes.PreconditionRequired, "the mapper exists: send If-Match with the ETag of the one you read"),
        MapperChangeOutcome.Full full => new Problem(ProblemTypes.MapperLimit, full.Reason),
        MapperChangeOutcome.TooLarge => new Problem(ProblemTypes.BodyTooLarge, "the text is larger than the store takes"),
        _ => throw new InvalidOperationException($"no answer for {outcome.GetType().Name}"),
    };
}
