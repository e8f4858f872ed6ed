using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Observing;

namespace PersonaKit.Api.Observing;

/// <summary>The answer to every post that becomes observations.</summary>
internal static class RecordedResponse
{
    public static ValueTask<Problem?> Send(HttpContext http, ImmutableArray<ObservationDraft> drafts, RecordOutcome outcome) => outcome switch
    {
        RecordOutcome.Recorded { Receipt: { } receipt } recorded =>
            JsonBody.Send(http, StatusCodes.Status202Accepted, (receipt, recorded.Items), static (writer, state) => RecordedJson.Write(writer, state.receipt, state.Items)),
        RecordOutcome.Recorded conflicts => new(new Problem(ProblemTypes.ConflictingObservations, "other observations of this person were accepted under these ids; nothing was stored")
        {
            Errors = [.. conflicts.Items.Select((item, i) => item.Status == RecordStatus.Refused
                ? new Fault($"{drafts[i].Pointer}/corrects", RecordedJson.RefusedDetail)
                : new Fault($"{drafts[i].Pointer}/id", $"'{item.Id}' is the id of another observation"))],
        }),
        RecordOutcome.Invalid invalid => new(Invalid(ProblemTypes.InvalidObservations, invalid.Faults)),
        RecordOutcome.UnknownCorrected unknown =>
            new(new Problem(ProblemTypes.UnknownObservation, "an observation corrects one that is not known; nothing was stored") { Errors = unknown.Faults }),
        RecordOutcome.TooLarge large => new(new Problem(ProblemTypes.ObservationTooLarge, "an observation is larger than this API takes; nothing was stored") { Errors = large.Faults }),
        RecordOutcome.InboxFull full => new(InboxFull(full.RetryAfter)),
        _ => throw new InvalidOperationException($"no answer for {outcome.GetType().Name}"),
    };

    public static Problem InboxFull(TimeSpan retryAfter) =>
        new(ProblemTypes.InboxFull, "too many observations of this person wait to be folded; nothing was stored") { RetryAfter = retryAfter };

    public static Problem Invalid(ProblemType type, ImmutableArray<Fault> faults) =>
        new(type, faults.Length == 1 ? $"{faults[0].Pointer} {faults[0].Detail}".TrimStart() : $"{faults.Length} faults; nothing was stored")
        {
            Errors = faults,
        };
}
