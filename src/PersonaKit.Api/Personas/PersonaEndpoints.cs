using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Mappers;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Api.Personas;

/// <summary><c>/people/{person_id}/personas</c>: build one on demand, show what is cached.</summary>
public sealed class PersonaEndpoints(PersonaProvider provider, MapperRegistry mappers, IMindscapeStore mindscapes, TimeProvider time)
{
    /// <summary>A hit neither parses a query that is not there, nor waits, nor writes its body anew.</summary>
    public ValueTask<Problem?> GetAsync(HttpContext http, string personId, string mapperId, CancellationToken cancellationToken)
    {
        if (PersonInRoute.TryRead(personId, out var person) is { } refused)
        {
            return new(refused);
        }

        if (MapperInRoute.TryFind(mappers, mapperId, out var mapper) is { } unknown)
        {
            return new(unknown);
        }

        if (PersonaQuery.TryRead(http.Request, person, mapper, out var request) is { } unreadable)
        {
            return new(unreadable);
        }

        var asked = provider.GetAsync(request, cancellationToken);
        return asked.IsCompletedSuccessfully ? new(Answer(http, person, mapper, asked.Result)) : AwaitAsync(http, person, mapper, asked);
    }

    public async ValueTask<Problem?> ListAsync(HttpContext http, string personId, CancellationToken cancellationToken)
    {
        if ((PersonInRoute.TryRead(personId, out var person) ?? QueryParameters.TryRead(http.Request, [], out _)) is { } refused)
        {
            return refused;
        }

        var rows = await provider.ListValidAsync(person, mappers, cancellationToken);
        if (rows.Count == 0 && await mindscapes.ReadAsync(person, cancellationToken) is null)
        {
            return PersonInRoute.Unknown(person);
        }

        JsonBody.Send(http, StatusCodes.Status200OK, rows, PersonaListJson.Write);
        return null;
    }

    private async ValueTask<Problem?> AwaitAsync(HttpContext http, PersonId person, ActiveMapper mapper, ValueTask<PersonaOutcome> asked) =>
        Answer(http, person, mapper, await asked);

    private Problem? Answer(HttpContext http, PersonId person, ActiveMapper mapper, PersonaOutcome outcome)
    {
        switch (outcome)
        {
            case PersonaOutcome.Served served:
                PersonaResponse.Send(http, served.Row, served.Cache, time.GetUtcNow());
                return null;
            case PersonaOutcome.UnknownPerson:
                return PersonInRoute.Unknown(person);
            case PersonaOutcome.MissingTraits missing:
                return new Problem(ProblemTypes.MissingTraits, $"{mapper.Id} requires {Enumerate(missing.Paths)}, of which nothing is known yet") { MissingTraits = missing.Paths };
            case PersonaOutcome.ForeignReceipt:
                return PersonInRoute.ForeignReceipt();
            case PersonaOutcome.NotYetVisible later:
                return PersonInRoute.NotYetVisible(later.RetryAfter);
            default:
                throw new InvalidOperationException($"no answer for {outcome.GetType().Name}");
        }
    }

    private static string Enumerate(IReadOnlyList<string> paths) =>
        paths.Count == 1 ? paths[0] : $"{string.Join(", ", paths.SkipLast(1))} and {paths[^1]}";
}
