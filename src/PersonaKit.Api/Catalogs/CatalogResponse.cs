using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Engine.Mapping;
using PersonaKit.Language.Sources;

namespace PersonaKit.Api.Catalogs;

/// <summary>Answers for changes of the trait catalog.</summary>
internal static class CatalogResponse
{
    /// <summary>201 for a new revision, 200 for the one that was published.</summary>
    public static ValueTask<Problem?> Send(HttpContext http, CatalogChangeOutcome outcome)
    {
        if (outcome is not CatalogChangeOutcome.Done done)
        {
            return new(Refuse(outcome));
        }

        http.Response.Headers.ETag = EntityTag.Strong(done.Catalog.Head.ETag);
        return JsonBody.Send(http, done.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, done, CatalogJson.WriteChange);
    }

    public static Problem Invalid(ImmutableArray<Diagnostic> errors) => Problem.OfText(ProblemTypes.InvalidCatalog, errors);

    public static Problem NotPublished() =>
        new(ProblemTypes.NoCatalog, $"no trait catalog is published in the store; GET {ApiPath.Base}/traits shows the one in use");

    private static Problem Refuse(CatalogChangeOutcome outcome) => outcome switch
    {
        CatalogChangeOutcome.Invalid invalid => Invalid(invalid.Errors),
        CatalogChangeOutcome.Mismatch { Head: null } => new Problem(ProblemTypes.CatalogChanged, "no trait catalog is published yet"),
        CatalogChangeOutcome.Mismatch { Head: { } head } => new Problem(
            ProblemTypes.CatalogChanged, $"the catalog's ETag is {EntityTag.Strong(head.ETag)}: read it again before you change it"),
        CatalogChangeOutcome.ExpectationMissing => new Problem(
            ProblemTypes.PreconditionRequired, "a catalog is published: send If-Match with the ETag of the one you read"),
        CatalogChangeOutcome.Full full => new Problem(ProblemTypes.MapperLimit, full.Reason),
        CatalogChangeOutcome.TooLarge => new Problem(ProblemTypes.BodyTooLarge, "the text is larger than the store takes"),
        _ => throw new InvalidOperationException($"no answer for {outcome.GetType().Name}"),
    };
}
