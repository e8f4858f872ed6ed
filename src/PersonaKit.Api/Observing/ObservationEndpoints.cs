using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Api.Observing;

/// <summary><c>/people/{person_id}/observations</c>: take what was seen, show what was taken, take it back.</summary>
public sealed class ObservationEndpoints(ObservationRecorder recorder, IMindscapeStore store)
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;

    private static readonly string[] ListParameters = ["limit", "cursor"];

    public async ValueTask<Problem?> PostAsync(HttpContext http, string personId, CancellationToken cancellationToken)
    {
        string? key = null;
        if ((PersonInRoute.TryRead(personId, out var person)
            ?? QueryParameters.TryRead(http.Request, [], out _)
            ?? IdempotencyKey.TryRead(http.Request, out key)) is { } refused)
        {
            return refused;
        }

        var body = await RequestBody.ReadJsonAsync(http.Request, cancellationToken);
        if (body.Problem is { } unread)
        {
            return unread;
        }

        var faults = new List<Fault>();
        var drafts = ObservationDraftReader.Read(body.Value!, recorder.Now, faults);
        if (faults.Count > 0)
        {
            recorder.Check(drafts, faults);
            return Invalid([.. faults]);
        }

        switch (await recorder.RecordAsync(person, drafts, key, cancellationToken))
        {
            case RecordOutcome.Recorded { Receipt: { } receipt } recorded:
                return await JsonBody.Send(http, StatusCodes.Status202Accepted, (receipt, recorded.Items), static (writer, state) => RecordedJson.Write(writer, state.receipt, state.Items));
            case RecordOutcome.Recorded conflicts:
                return new Problem(ProblemTypes.ConflictingObservations, "other observations of this person were accepted under these ids; nothing was stored")
                {
                    Errors = [.. conflicts.Items.Select((item, i) => new Fault($"{drafts[i].Pointer}/id", $"'{item.Id}' is the id of another observation"))],
                };
            case RecordOutcome.Invalid invalid:
                return Invalid(invalid.Faults);
            case RecordOutcome.UnknownCorrected unknown:
                return new Problem(ProblemTypes.UnknownObservation, "an observation corrects one that is not known; nothing was stored") { Errors = unknown.Faults };
            case RecordOutcome.TooLarge large:
                return new Problem(ProblemTypes.ObservationTooLarge, "an observation is larger than this API takes; nothing was stored") { Errors = large.Faults };
            case RecordOutcome.InboxFull full:
                return InboxFull(full.RetryAfter);
            case var other:
                throw new InvalidOperationException($"no answer for {other.GetType().Name}");
        }
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
            RetractOutcome.InboxFull full => InboxFull(full.RetryAfter),
            var other => throw new InvalidOperationException($"no answer for {other.GetType().Name}"),
        };
    }

    public async ValueTask<Problem?> ListAsync(HttpContext http, string personId, CancellationToken cancellationToken)
    {
        var limit = DefaultLimit;
        long? before = null;
        if ((PersonInRoute.TryRead(personId, out var person)
            ?? QueryParameters.TryRead(http.Request, ListParameters, out var query)
            ?? query.TryReadLimit(1, MaxLimit, DefaultLimit, out limit)
            ?? ObservationCursor.TryRead(query, out before)) is { } refused)
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
        var next = found.Length > limit ? ObservationCursor.After(page[^1].Number) : null;
        return await JsonBody.Send(http, StatusCodes.Status200OK, (page, next), static (writer, state) => ObservationListJson.Write(writer, state.page, state.next));
    }

    private static Problem InboxFull(TimeSpan retryAfter) =>
        new(ProblemTypes.InboxFull, "too many observations of this person wait to be folded; nothing was stored") { RetryAfter = retryAfter };

    private static Problem Invalid(ImmutableArray<Fault> faults) =>
        new(ProblemTypes.InvalidObservations, faults.Length == 1 ? $"{faults[0].Pointer} {faults[0].Detail}".TrimStart() : $"{faults.Length} faults; nothing was stored")
        {
            Errors = faults,
        };
}
