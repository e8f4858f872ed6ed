using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Mappers;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Api.Personas;

/// <summary><c>/people/{person_id}/personas</c>: build one on demand, show what is cached.</summary>
internal sealed class PersonaEndpoints(PersonaProvider provider, PersonaExplainer explainer, MapperRegistry mappers, IMindscapeStore mindscapes, TimeProvider time)
{
    /// <summary>A hit neither parses a query that is not there, nor waits, nor writes its body anew.</summary>
    public ValueTask<Problem?> GetAsync(HttpContext http, string personId, string mapperId, CancellationToken cancellationToken)
    {
        if (PersonInRoute.TryRead(personId, out var person) is { } refused)
        {
            return new(refused);
        }

        var known = mappers.CurrentAsync(cancellationToken);
        return known.IsCompletedSuccessfully ? Get(http, person, mapperId, known.Result, cancellationToken) : AwaitAsync(http, person, mapperId, known, cancellationToken);
    }

    public async ValueTask<Problem?> ListAsync(HttpContext http, string personId, CancellationToken cancellationToken)
    {
        if ((PersonInRoute.TryRead(personId, out var person) ?? QueryParameters.TryRead(http.Request, [], out _)) is { } refused)
        {
            return refused;
        }

        var rows = await provider.ListValidAsync(person, await mappers.CurrentAsync(cancellationToken), cancellationToken);
        if (rows.Count == 0 && await mindscapes.ReadAsync(person, cancellationToken) is not { IsErased: false })
        {
            return PersonInRoute.Unknown(person);
        }

        return await JsonBody.Send(http, StatusCodes.Status200OK, rows, PersonaListJson.Write);
    }

    private async ValueTask<Problem?> AwaitAsync(
        HttpContext http, PersonId person, string mapperId, ValueTask<MapperSnapshot> known, CancellationToken cancellationToken) =>
        await Get(http, person, mapperId, await known, cancellationToken);

    private ValueTask<Problem?> Get(HttpContext http, PersonId person, string mapperId, MapperSnapshot known, CancellationToken cancellationToken)
    {
        if (MapperInRoute.TryFind(known, mapperId, out var mapper) is { } unknown)
        {
            return new(unknown);
        }

        if (PersonaQuery.TryRead(http.Request, person, mapper, time, out var request, out var explains) is { } unreadable)
        {
            return new(unreadable);
        }

        if (explains)
        {
            return AwaitAsync(http, person, mapper, new(explainer.ExplainAsync(request, cancellationToken)));
        }

        var asked = provider.GetAsync(request, cancellationToken);
        return asked.IsCompletedSuccessfully ? Answer(http, person, mapper, asked.Result) : AwaitAsync(http, person, mapper, asked);
    }

    private async ValueTask<Problem?> AwaitAsync(HttpContext http, PersonId person, CompiledMapper mapper, ValueTask<PersonaOutcome> asked) =>
        await Answer(http, person, mapper, await asked);

    private ValueTask<Problem?> Answer(HttpContext http, PersonId person, CompiledMapper mapper, PersonaOutcome outcome) => outcome switch
    {
        PersonaOutcome.Served served => PersonaResponse.Send(http, served.Row, served.Cache, time.GetUtcNow()),
        PersonaOutcome.Explained explained => PersonaResponse.SendExplained(http, explained.Row, explained.Cache, time.GetUtcNow(), explained.Explanation),
        PersonaOutcome.UnknownPerson => new(PersonInRoute.Unknown(person)),
        PersonaOutcome.NothingThen => new(PersonInRoute.NothingThen(person)),
        PersonaOutcome.MissingTraits missing => new(Missing(mapper, missing.Paths)),
        PersonaOutcome.ForeignReceipt => new(PersonInRoute.ForeignReceipt()),
        PersonaOutcome.NotYetVisible later => new(PersonInRoute.NotYetVisible(later.RetryAfter)),
        _ => throw new InvalidOperationException($"no answer for {outcome.GetType().Name}"),
    };

    private static Problem Missing(CompiledMapper mapper, ImmutableArray<string> paths)
    {
        var named = paths.Length == 1 ? paths[0] : $"{string.Join(", ", paths.SkipLast(1))} and {paths[^1]}";
        return new Problem(ProblemTypes.MissingTraits, $"{mapper.Id} requires {named}, of which nothing is known yet") { MissingTraits = paths };
    }
}
