using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Authorization;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Api.Observing;

/// <summary><c>/people/{person_id}/observations</c>: take what was seen, show what was taken, take it back.</summary>
internal sealed class ObservationEndpoints(ObservationRecorder recorder, IMindscapeStore store, Authorizer authorizer)
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;

    private static readonly string[] ListParameters = ["limit", "cursor"];

    public async ValueTask<Problem?> PostAsync(HttpContext http, string personId, CancellationToken cancellationToken)
    {
        var posted = await PostedBody.ReadAsync(http.Request, personId, cancellationToken);
        if (posted.Problem is { } refused)
        {
            return refused;
        }

        var faults = new List<Fault>();
        var drafts = ObservationDraftReader.Read(posted.Value!, recorder.Now, faults);
        if (faults.Count > 0)
        {
            recorder.Check(drafts, faults);
            return RecordedResponse.Invalid(ProblemTypes.InvalidObservations, [.. faults]);
        }

        // What a correction replaces is gone for good, as what is retracted.
        if (drafts.Any(draft => draft.Corrects is not null) && authorizer.Judge(http, Scopes.Erase, personId) is { } forbidden)
        {
            return forbidden;
        }

        return await RecordedResponse.Send(http, drafts, await recorder.RecordAsync(posted.Person, drafts, posted.Key, cancellationToken));
    }

    public async ValueTask<Problem?> RetractAsync(HttpContext http, string personId, string observationId, CancellationToken cancellationToken)
    {
        ObservationId id = default;
        if ((PersonInRoute.TryRead(personId, out var person)
            ?? ObservationInRoute.TryRead(observationId, out id)
            ?? QueryParameters.TryRead(http.Request, [], out _)) is { } refused)
        {
            return refused;
        }

        return await recorder.RetractAsync(person, id, cancellationToken) switch
        {
            RetractOutcome.Retracted retracted => await JsonBody.Send(
                http, StatusCodes.Status202Accepted, (id, retracted.Receipt), static (writer, state) => RetractedJson.Write(writer, state.id, state.Receipt)),
            RetractOutcome.UnknownPerson => PersonInRoute.Unknown(person),
            RetractOutcome.UnknownObservation => ObservationInRoute.Unknown(id),
            RetractOutcome.InboxFull full => RecordedResponse.InboxFull(full.RetryAfter),
            var other => throw new InvalidOperationException($"no answer for {other.GetType().Name}"),
        };
    }

    public async ValueTask<Problem?> ListAsync(HttpContext http, string personId, CancellationToken cancellationToken)
    {
        var limit = DefaultLimit;
        long? before = null;
        if ((PersonInRoute.TryRead(personId, out var person)
            ?? QueryParameters.TryRead(http.Request, ListParameters, out var query)
            ?? query.TryReadCount("limit", 1, MaxLimit, DefaultLimit, out limit)
            ?? ObservationCursor.TryRead(query, person, out before)) is { } refused)
        {
            return refused;
        }

        // One more than asked for tells whether there is a next page.
        var found = await store.ReadNewestAsync(person, before, limit + 1, cancellationToken);
        if (found.IsEmpty && await store.ReadAsync(person, cancellationToken) is not { IsErased: false })
        {
            return PersonInRoute.Unknown(person);
        }

        var page = found.Length > limit ? found[..limit] : found;
        var next = found.Length > limit ? ObservationCursor.After(person, page[^1].Number) : null;
        return await JsonBody.Send(http, StatusCodes.Status200OK, (page, next), static (writer, state) => ObservationListJson.Write(writer, state.page, state.next));
    }
}
