using System.Globalization;
using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Authorization;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;
using PersonaKit.Engine.WhatIf;

namespace PersonaKit.Api.WhatIf;

/// <summary>
/// <c>/mappers/{mapper_id}/revisions/{revision}/compare</c>: whom a revision would tell something else than another one does.
/// </summary>
internal sealed class ComparisonEndpoints(MapperComparer comparer, MapperRevisions revisions, Authorizer authorizer)
{
    public async ValueTask<Problem?> PostAsync(HttpContext http, string mapperId, string revision, CancellationToken cancellationToken)
    {
        if (QueryParameters.TryRead(http.Request, [], out _) is { } refused)
        {
            return refused;
        }

        if (!MapperId.TryParse(mapperId, out var id))
        {
            return RevisionProblems.Of(new MapperRevisionOutcome.UnknownMapper(), id, null);
        }

        var read = await RequestBody.ReadJsonAsync(http.Request, cancellationToken);
        if (read.Problem is { } unread)
        {
            return unread;
        }

        var faults = new List<Fault>();
        var body = ComparisonBody.Read(read.Value!, faults);
        if (faults.Count > 0)
        {
            return RevisionProblems.Body(faults);
        }

        if (Judge(http, body) is { } forbidden)
        {
            return forbidden;
        }

        var number = int.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        var found = await revisions.FindAsync(id, number, cancellationToken);
        if (found is not MapperRevisionOutcome.Found { Mapper: var after })
        {
            return found is MapperRevisionOutcome.UnknownRevision
                ? new Problem(ProblemTypes.UnknownRevision, $"the mapper {id} has no revision '{revision}'")
                : RevisionProblems.Of(found, id, number);
        }

        found = await revisions.FindAsync(id, body.With, cancellationToken);
        if (found is not MapperRevisionOutcome.Found { Mapper: var before })
        {
            return RevisionProblems.Of(found, id, body.With);
        }

        var (contextBefore, contextAfter) = ComparedContexts.Read(before.Program, after.Program, body.Context, faults);
        if (faults.Count > 0)
        {
            return RevisionProblems.Body(faults);
        }

        var comparison = await comparer.CompareAsync(
            new ComparisonRequest
            {
                Before = before,
                ContextBefore = contextBefore,
                After = after,
                ContextAfter = contextAfter,
                People = body.People,
                Sample = body.Sample,
                At = body.At,
            },
            cancellationToken);
        return await JsonBody.Send(http, StatusCodes.Status200OK, (before, after, comparison), ComparisonJson.Write);
    }

    /// <summary>Who is not named is taken from everybody.</summary>
    private Problem? Judge(HttpContext http, ComparisonBody body) =>
        body.People.IsEmpty
            ? authorizer.CallerOf(http).HasForEverybody(Scopes.Read) ? null : AccessProblems.NotForEverybody()
            : body.People.Select(person => authorizer.Judge(http, Scopes.Read, person.Value)).FirstOrDefault(problem => problem is not null);
}
