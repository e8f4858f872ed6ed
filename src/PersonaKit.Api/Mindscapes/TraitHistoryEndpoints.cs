using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Folding;

namespace PersonaKit.Api.Mindscapes;

/// <summary><c>/people/{person_id}/traits/{path}/history</c>: how a trait came to what it says.</summary>
internal sealed class TraitHistoryEndpoints(TraitHistoryReader reader, TimeProvider time)
{
    private const int DefaultPoints = 100;
    private const int MostPoints = 500;

    private static readonly string[] Parameters = ["from", "to", "points"];

    public async ValueTask<Problem?> GetAsync(HttpContext http, string personId, string pathText, CancellationToken cancellationToken)
    {
        DateTimeOffset? from = null;
        DateTimeOffset? to = null;
        var points = DefaultPoints;
        if ((PersonInRoute.TryRead(personId, out var person)
            ?? QueryParameters.TryRead(http.Request, Parameters, out var query)
            ?? query.TryReadInstant("from", out from)
            ?? query.TryReadInstant("to", out to)
            ?? query.TryReadCount("points", TraitHistory.FewestPoints, MostPoints, DefaultPoints, out points)) is { } refused)
        {
            return refused;
        }

        var now = Instants.Truncate(time.GetUtcNow());
        var end = to ?? now;
        if (end > now)
        {
            return new Problem(ProblemTypes.InvalidParameter, "'to' lies in the future");
        }

        if (from >= end)
        {
            return new Problem(ProblemTypes.InvalidParameter, to is null ? "'from' lies in the future" : "'from' must lie before 'to'");
        }

        if (TraitPath.TryParse(pathText) is not { } path)
        {
            return new Problem(ProblemTypes.UnknownTrait, $"the path of a trait is {TraitPath.Rule}");
        }

        return await reader.ReadAsync(person, path, from, end, points, cancellationToken) switch
        {
            TraitHistoryOutcome.Found found =>
                await JsonBody.Send(http, StatusCodes.Status200OK, (person, path, from, end, found.History), static (writer, state) =>
                    TraitHistoryJson.Write(writer, state.person, state.path, state.from, state.end, state.History)),
            TraitHistoryOutcome.UnknownPerson => PersonInRoute.Unknown(person),
            TraitHistoryOutcome.UnknownTrait =>
                new Problem(ProblemTypes.UnknownTrait, $"nothing was known of '{path}' by {Instants.Format(end)}; GET {ApiPath.Base}/people/{person}/mindscape shows what is known now"),
            var other => throw new InvalidOperationException($"no answer for {other.GetType().Name}"),
        };
    }
}
